package io.arapaima.manager;

import io.arapaima.ipc.HubReport;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.daemon.Child;
import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.manager.addresses.AddressKeeper;
import io.arapaima.manager.addresses.AddressPlanes;
import io.arapaima.manager.addresses.Duty;
import io.arapaima.manager.addresses.Lease;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.AuditLog;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.manager.memory.StateWriter;
import io.arapaima.manager.table.Reconciler;
import io.arapaima.manager.table.SideDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A hub with addresses on its real socket {@code hub} in its folder, without nanny and mail.
 *
 * @param director its loop
 * @param server its socket
 * @param mail counts its passes
 * @param aheadNanos by how much the director's monotonic clock is ahead of the machine's
 */
record TestHub(Director director, IpcServer server, NoMail mail, AtomicLong aheadNanos) {
    /** Starts a hub; lvs.cf is in the folder, state goes there. */
    static TestHub start(Path folder, DataPlane plane, AddressPlane addresses, Optional<Role> fixed)
            throws IOException {
        return start(folder, () -> plane, addresses, fixed, StateWriter.here(folder, InstantSource.system()));
    }

    /** The same with a data plane that has to be opened, and with a writer of its own. */
    static TestHub start(Path folder, Reconciler.Opener plane, AddressPlane addresses, Optional<Role> fixed,
            StateWriter writer) throws IOException {
        var source = new ConfigSource(folder.resolve("lvs.cf"), HostResolver.none());
        var loaded = (ConfigSource.Loaded) source.read(CheckCatalogue.UNKNOWN);
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), InstantSource.system(),
                writer);
        var lease = new Lease(addresses, chronicle.state().addresses(), AddressPlanes.renewer(), System::nanoTime);
        var keeper = new AddressKeeper(addresses, lease, chronicle, Thread::startVirtualThread);
        fixed.ifPresent(role -> lease.confirm(role, Duration.ZERO, System.nanoTime()));
        var mail = new NoMail();
        var aheadNanos = new AtomicLong();
        var parts = new DirectorParts(source, new Reconciler(plane, List::of, System.nanoTime()), chronicle,
                mail, Duty.begin(fixed, Instant.now()), Optional.of(keeper),
                new FailoverKeeper(folder, "boot", chronicle, System::nanoTime, InstantSource.system()),
                () -> System.nanoTime() + aheadNanos.get(),
                InstantSource.system());
        var director = new Director(parts,
                Configured.of(loaded, CheckCatalogue.UNKNOWN, Instant.EPOCH),
                CheckCatalogue.UNKNOWN);
        keeper.onNews(() -> director.post(new Input.AddressNews()));
        Thread.ofPlatform().daemon().name("director").start(director);
        var pusher = new Pusher(director, source, folder.resolve("pulse.sock"));
        director.onReload(pusher::reloaded);
        return new TestHub(director,
                IpcServer.listen(folder.resolve("hub"),
                        new Hub(director, chronicle, new NoMail()::test, new PulseConversation(
                                director, fixed.isPresent() ? Optional.empty() : Optional.of(lease)),
                                pusher, new Child("nanny", List.of("unused"), _ -> {}),
                                new TrafficDesk(director::post, new SideDoor(Optional::empty), System::nanoTime,
                                        InstantSource.system()),
                                new AuditDesk(new AuditLog(folder, writer), chronicle, director.desk(),
                                        InstantSource.system()))),
                mail, aheadNanos);
    }

    /** What the hub answers to pulse; before it a hub that is slow says that it lives. */
    static HubReport.Fitness fitness(IpcConnection pulse) throws IOException {
        Message said = pulse.receive();
        while (said instanceof Message.Alive) {
            said = pulse.receive();
        }
        return (HubReport.Fitness) said;
    }

    /** A clean stop, also after the time of a test was over: an interrupt that is left over would keep the word from the director. */
    void stop() throws IOException {
        var _ = Thread.interrupted();
        var done = new CompletableFuture<Void>();
        director.post(new Input.Stop(done));
        done.join();
        server.close();
    }
}
