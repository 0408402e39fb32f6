package io.arapaima.manager;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.addresses.AddressKeeper;
import io.arapaima.manager.addresses.Duty;
import io.arapaima.manager.addresses.Lease;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.manager.table.Reconciler;
import io.arapaima.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A director over a table and addresses in memory, with two servers in its lvs.cf, and what tests ask of it. */
abstract class DirectorFixture {
    static final String TWO_SERVERS = """
            primary = 10.0.0.1
            data_plane = none
            virtual web {
              active = 1
              address = 10.0.0.9 eth0:1
              scheduler = wlc
              server s1 {
                address = 10.0.0.11
                active = 1
              }
              server s2 {
                address = 10.0.0.12
                active = 1
              }
            }
            """;
    static final ServiceKey FOREIGN = new ServiceKey.Endpoint(Protocol.TCP, InetAddress.ofLiteral("10.9.9.9"),
            9);

    @TempDir
    Path folder = Path.of("");

    final MemoryDataPlane plane = new MemoryDataPlane();
    final MemoryAddressPlane addresses = new MemoryAddressPlane();
    final AtomicLong nanos = new AtomicLong();
    final List<Message.CheckPlan> plans = new ArrayList<>();
    volatile HostResolver resolver = HostResolver.none();
    @SuppressWarnings("NullAway.Init") // set before each test
    Director director;
    @SuppressWarnings("NullAway.Init") // set with the director
    Lease lease;

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(folder.resolve("lvs.cf"), TWO_SERVERS);
        plane.apply(List.of(new Change.AddService(new Service(FOREIGN, "rr", Optional.empty()))));
        director = restarted();
    }

    Director restarted() throws IOException {
        return restarted(Duty.begin(Optional.of(Role.ACTIVE), Instant.now()), false);
    }

    /** Only the tests about addresses keep some: their events are none of the others' business. */
    Director restarted(Duty duty, boolean keeping) throws IOException {
        var source = new ConfigSource(folder.resolve("lvs.cf"), host -> resolver.lookup(host));
        var loaded = (ConfigSource.Loaded) source.read(CheckCatalogue.UNKNOWN);
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), InstantSource.system());
        lease = new Lease(addresses, chronicle.state().addresses(), Runnable::run, nanos::get);
        var keeper = new AddressKeeper(addresses, lease, chronicle, Thread::startVirtualThread);
        duty.said().ifPresent(role -> lease.confirm(role, Duration.ZERO, nanos.get()));
        var parts = new DirectorParts(source,
                new Reconciler(() -> plane, () -> List.of("keepalived (pid 7) runs here"), nanos.get()), chronicle,
                new NoMail(), duty, keeping ? Optional.of(keeper) : Optional.empty(),
                new FailoverKeeper(folder, "boot", chronicle, nanos::get, InstantSource.system()), nanos::get,
                InstantSource.system());
        var started = new Director(parts,
                Configured.of(loaded, CheckCatalogue.UNKNOWN, Instant.EPOCH),
                CheckCatalogue.UNKNOWN);
        keeper.onNews(() -> started.post(new Input.AddressNews()));
        Thread.ofPlatform().daemon().start(started);
        return started;
    }

    @AfterEach
    void end() {
        var done = new CompletableFuture<Void>();
        director.post(new Input.Stop(done));
        done.join();
    }

    ServiceKey web() {
        return new ServiceKey.Endpoint(Protocol.TCP, InetAddress.ofLiteral("10.0.0.9"), 80);
    }

    /** Asked of the data plane: the director may not answer. */
    int inTable() {
        try {
            return plane.table().entry(web()).orElseThrow().destinations().size();
        } catch (DataPlaneException e) {
            throw new AssertionError(e);
        }
    }

    void bothUp() throws Exception {
        verdict("web/s1@10.0.0.11:80", Verdict.State.UP);
        verdict("web/s2@10.0.0.12:80", Verdict.State.UP);
        await(() -> weights().equals("web/s1=1 web/s2=1"));
    }

    void verdict(String check, Verdict.State state) {
        director.post(new Input.Verdicts(List.of(new Verdict(check, state,
                state == Verdict.State.UP ? "passed in 1 ms" : "REFUSED: Connection refused, 1 of 1", Instant.now()))));
    }

    Message.Answer reload() {
        var answer = new CompletableFuture<Message.Answer>();
        director.post(new Input.Reload(answer));
        Message.Answer said = answer.join();
        status();
        return said;
    }

    Message.Answer operate(String server, Message.Operate.Action action) {
        return operate(server, action, false);
    }

    Message.Answer operate(String server, Message.Operate.Action action, boolean confirmed) {
        return operate(new Message.Operate(server, action, Optional.of(confirmed)));
    }

    Message.Answer operate(Message.Operate wish) {
        var answer = new CompletableFuture<Message.Answer>();
        director.post(new Input.Operate(wish, "root", answer));
        return answer.join();
    }

    DirectorSnapshot status() {
        // Twice, because the first is answered before the pass that its batch causes.
        ask();
        return ask();
    }

    DirectorSnapshot ask() {
        var answer = new CompletableFuture<Message.Status>();
        director.post(new Input.Status(answer));
        return answer.join().snapshot();
    }

    String weights() {
        return String.join(" ", status().services().getFirst().servers().stream()
                .map(s -> s.name() + "=" + (s.inTable() ? s.weight() : "-")).toList());
    }

    List<Event> mailed() {
        var answer = new CompletableFuture<List<Event>>();
        director.post(new Input.Events(1000, answer, _ -> {}));
        return answer.join().stream().filter(e -> e.kind().mailed()).toList();
    }

    static void await(Callable<Boolean> wanted) throws Exception {
        Await.until("what the director makes of it", wanted);
    }
}
