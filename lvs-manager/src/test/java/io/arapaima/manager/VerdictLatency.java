package io.arapaima.manager;

import io.arapaima.alerts.MailPostbox;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.daemon.Child;
import io.arapaima.daemon.Version;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.addresses.Duty;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.AuditLog;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.manager.table.DataPlanes;
import io.arapaima.manager.table.Reconciler;
import io.arapaima.manager.table.SideDoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Measures the road of a verdict from nanny's socket to the acknowledgement of the data plane, with the real hub: socket,
 * plan of the whole table, difference, netlink, state on disk. See README.md of this module for its command.
 */
public final class VerdictLatency {
    private static final int WARM_UP = 100;
    private static final long LIMIT_SECONDS = 120;

    private VerdictLatency() {}

    /**
     * Runs and prints the distribution.
     *
     * @param words {@code ipvs} (root, the kernel's table is changed) or {@code memory}; services; real servers each; flips
     * @throws Exception when anything goes wrong
     */
    public static void main(String[] words) throws Exception {
        int services = Integer.parseInt(words[1]);
        int servers = Integer.parseInt(words[2]);
        Path folder = Files.createTempDirectory("verdict-latency");
        Files.writeString(folder.resolve("lvs.cf"), configuration(words[0], services, servers));
        var loaded = (ConfigSource.Loaded) new ConfigSource(folder.resolve("lvs.cf"), HostResolver.none())
                .read(CheckCatalogue.UNKNOWN);
        var plane = new Watched(words[0].equals("ipvs")
                ? new DataPlanes(loaded.config(), folder).open()
                : new MemoryDataPlane());
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), InstantSource.system());
        var postbox = MailPostbox.open(folder, loaded.config().mail());
        var configured = Configured.of(loaded, CheckCatalogue.UNKNOWN, Instant.now());
        var director = new Director(new DirectorParts(new ConfigSource(folder.resolve("lvs.cf"), HostResolver.none()),
                new Reconciler(() -> plane, List::of, System.nanoTime()), chronicle, postbox,
                Duty.begin(Optional.of(Role.ACTIVE), Instant.now()),
                Optional.empty(),
                new FailoverKeeper(folder, "boot", chronicle, System::nanoTime, InstantSource.system()),
                System::nanoTime,
                InstantSource.system()), configured, CheckCatalogue.UNKNOWN);
        Thread.ofPlatform().daemon().name("director").start(director);
        Path socket = folder.resolve("hub.sock");
        try (var _ = IpcServer.listen(socket, new Hub(director, chronicle, new NoMail()::test,
                new PulseConversation(director, Optional.empty()),
                new Pusher(director, new ConfigSource(folder.resolve("lvs.cf"), HostResolver.none()),
                        folder.resolve("pulse.sock")),
                new Child("nanny", List.of("unused"), _ -> {}),
                new TrafficDesk(director::post, new SideDoor(Optional::empty), System::nanoTime,
                        InstantSource.system()),
                new AuditDesk(new AuditLog(folder, chronicle.writer()), chronicle, director.desk(),
                        InstantSource.system())));
                IpcConnection nanny = IpcConnection.connect(socket)) {
            measure(nanny, plane, Integer.parseInt(words[3]));
        }
        var done = new CompletableFuture<Void>();
        director.post(new Input.Stop(done));
        done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static void measure(IpcConnection nanny, Watched plane, int flips) throws Exception {
        nanny.send(new Message.Hello("nanny", Version.TEXT, ProcessHandle.current().pid()));
        nanny.send(new Message.Offered(CheckCatalogue.UNKNOWN));
        if (!(nanny.receive() instanceof Message.CheckPlan(var checks, var _))) {
            throw new IOException("the hub sent no plan");
        }
        nanny.send(new Message.VerdictSnapshot(
                checks.stream().map(c -> verdict(c.id(), Verdict.State.UP)).toList()));
        for (int changes = 0; changes < checks.size(); changes += plane.next().changes()) {
        }
        var random = new Random(1);
        long[] micros = new long[flips];
        for (int i = -WARM_UP; i < flips; i++) {
            String check = checks.get(random.nextInt(checks.size())).id();
            for (Verdict.State state : List.of(Verdict.State.DOWN, Verdict.State.UP)) {
                Thread.sleep(random.nextInt(20));
                plane.forget();
                long sent = System.nanoTime();
                nanny.send(new Message.VerdictChanged(verdict(check, state)));
                long took = plane.next().nanos() - sent;
                if (i >= 0) {
                    micros[i] = took / 1000;
                }
            }
        }
        Arrays.sort(micros);
        System.out.printf("verdict -> acknowledgement, %d real servers, %d verdicts: "
                + "min %.1f  p50 %.1f  p90 %.1f  p99 %.1f  max %.1f ms%n", checks.size(), flips, micros[0] / 1e3,
                micros[flips / 2] / 1e3, micros[flips * 9 / 10] / 1e3, micros[flips * 99 / 100] / 1e3,
                micros[flips - 1] / 1e3);
    }

    private static Verdict verdict(String check, Verdict.State state) {
        return new Verdict(check, state, state == Verdict.State.UP ? "passed in 1 ms" : "REFUSED: refused, 1 of 1",
                Instant.now());
    }

    private static String configuration(String plane, int services, int servers) {
        var text = new StringBuilder("primary = 10.0.0.1\nnetwork = nat\ndata_plane = ")
                .append(plane.equals("ipvs") ? "ipvs" : "none").append('\n');
        for (int i = 0; i < services; i++) {
            text.append("virtual v").append(i).append(" {\n  active = 1\n  scheduler = wlc\n  port = ")
                    .append(1000 + i).append("\n  address = 10.0.0.100 lo:1\n");
            for (int j = 0; j < servers; j++) {
                text.append("  server s").append(j).append(" {\n    active = 1\n    address = 10.1.")
                        .append(i / 250).append('.').append(1 + (i * servers + j) % 250).append("\n    port = ")
                        .append(1000 + i).append("\n  }\n");
            }
            text.append("}\n");
        }
        return text.toString();
    }

    /** A data plane whose acknowledgements are noted. */
    private static final class Watched implements DataPlane {
        private final DataPlane plane;
        private final BlockingQueue<Acknowledged> acknowledged = new LinkedBlockingQueue<>();

        private record Acknowledged(int changes, long nanos) {}

        Watched(DataPlane plane) {
            this.plane = plane;
        }

        Acknowledged next() throws InterruptedException {
            return Optional.ofNullable(acknowledged.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).orElseThrow();
        }

        void forget() {
            acknowledged.drainTo(new ArrayList<>());
        }

        @Override
        public List<Refusal> apply(List<Change> changes) throws DataPlaneException {
            List<Refusal> refusals = plane.apply(changes);
            if (!refusals.isEmpty()) {
                throw new DataPlaneException(refusals.getFirst().reason());
            }
            acknowledged.add(new Acknowledged(
                    (int) changes.stream().filter(c -> !(c instanceof Change.AddService)).count(), System.nanoTime()));
            return refusals;
        }

        @Override
        public String name() {
            return plane.name();
        }

        @Override
        public Table table() throws DataPlaneException {
            return plane.table();
        }

        @Override
        public Map<DestinationId, Connections> connections() throws DataPlaneException {
            return plane.connections();
        }

        @Override
        public void close() {
            plane.close();
        }
    }
}
