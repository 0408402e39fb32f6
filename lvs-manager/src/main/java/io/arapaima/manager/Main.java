package io.arapaima.manager;

import io.arapaima.ipc.reason.ProcessAlarm;
import com.google.gson.JsonParseException;
import io.arapaima.alerts.MailPostbox;
import io.arapaima.alerts.Postbox;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.daemon.Child;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.daemon.Ladder;
import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.PidFile;
import io.arapaima.daemon.PrintableStream;
import io.arapaima.daemon.ProgramOptions;
import io.arapaima.daemon.Signals;
import io.arapaima.daemon.Version;
import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.KnownNames;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.addresses.AddressKeeper;
import io.arapaima.manager.addresses.AddressPlanes;
import io.arapaima.manager.addresses.Duty;
import io.arapaima.manager.addresses.Lease;
import io.arapaima.manager.desk.ConfigDesk;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.AuditLog;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.manager.memory.StateWriter;
import io.arapaima.manager.table.DataPlanes;
import io.arapaima.manager.table.OtherManagers;
import io.arapaima.manager.table.Reconciler;
import io.arapaima.manager.table.SideDoor;
import io.arapaima.planner.Facts;
import io.arapaima.planner.Plan;
import io.arapaima.planner.TablePlanner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code lvs-manager}: start in order, stop in reverse. */
public final class Main {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    /** It speaks each second. A start takes a second; on a machine with a load of 25 forty were seen. */
    private static final Child.Life NANNY_LIFE = new Child.Life(Duration.ofMinutes(2), Duration.ofSeconds(5),
            Duration.ofSeconds(15));

    private Main() {}

    /**
     * Starts the hub and stays until SIGTERM or SIGINT.
     *
     * @param words the command line, see {@code --help}
     */
    public static void main(String[] words) {
        PrintableStream.guardOutput();
        Arguments arguments;
        try {
            ProgramOptions.Given given = Arguments.OPTIONS.read(List.of(words));
            if (Arguments.OPTIONS.answer(given, System.out).isPresent()) {
                return;
            }
            arguments = Arguments.of(given, System.getenv());
        } catch (IllegalArgumentException e) {
            System.exit(Arguments.OPTIONS.refuse(e, System.err));
            return;
        }
        switch (arguments.mode()) {
            case TEST_START -> System.exit(testStart(arguments, System.out));
            case RUN -> run(arguments);
        }
    }

    private static void run(Arguments arguments) {
        var up = new CompletableFuture<Ladder>();
        Signals.ending("lvs", () -> takenDown(up), System::exit);
        try {
            CheckCatalogue catalogue = catalogue();
            var names = new KnownNames(HostResolver.system(), arguments.stateDir(), InstantSource.system());
            ConfigDesk.returnAtStart(arguments.stateDir(), arguments.configFile(), Instant.now())
                    .ifPresent(said -> System.getLogger("lvs").log(System.Logger.Level.WARNING, said));
            Configured configured = read(arguments, names, catalogue);
            if (configured == null) {
                System.exit(ErrorKind.OPERATOR.exitCode());
            } else {
                serve(arguments, configured, names, catalogue, up);
            }
        } catch (IOException e) {
            System.err.println("lvs: " + e.getMessage());
            System.exit(ErrorKind.ENVIRONMENT.exitCode());
        }
    }

    /** The ladder: memory, mail, director, socket, nanny; each rung is taken down if a later one breaks. */
    private static void serve(Arguments arguments, Configured configured, KnownNames names, CheckCatalogue catalogue,
            CompletableFuture<Ladder> up) throws IOException {
        var planes = new DataPlanes(configured.config(), arguments.runDir());
        planes.require();
        OwnFile.folder(arguments.runDir());
        var chronicle = new Chronicle(new StateFile(arguments.stateDir()), new Journal(arguments.stateDir()),
                InstantSource.system(), StateWriter.start(arguments.stateDir(), InstantSource.system()));
        var failovers = new FailoverKeeper(arguments.stateDir(), boot(), chronicle, System::nanoTime,
                InstantSource.system());
        Optional<AddressPlane> plane = AddressPlanes.open(configured.config().dataPlane());
        Optional<Lease> lease = plane.map(p -> new Lease(p, chronicle.state().addresses(), AddressPlanes.renewer(),
                System::nanoTime));
        Optional<AddressKeeper> addresses = plane
                .map(p -> new AddressKeeper(p, lease.orElseThrow(), chronicle, AddressPlanes.askers()));
        arguments.role().ifPresent(fixed -> lease.ifPresent(l -> l.confirm(fixed, Duration.ZERO, System.nanoTime())));
        var ladder = new Ladder("lvs");
        try {
            ladder.add(chronicle.writer());
            Postbox postbox = ladder.add(MailPostbox.open(arguments.stateDir(), configured.config().mail()));
            var source = new ConfigSource(arguments.configFile(), names);
            var reconciler = new Reconciler(planes, () -> OtherManagers.running(Path.of("/proc")),
                    System.nanoTime());
            var director = new Director(new DirectorParts(source, reconciler, chronicle, postbox,
                    Duty.begin(arguments.role(), Instant.now()), addresses, failovers,
                    System::nanoTime, InstantSource.system()), configured, catalogue);
            planes.onNews(() -> director.post(new Input.DataPlaneNews()),
                    what -> director.post(new Input.Trouble("relay", what)));
            ladder.add(planes);
            postbox.onTrouble((subject, what) -> director.post(new Input.Trouble(subject, what)));
            names.listen(() -> chronicle.writer().submit("host names", names::save),
                    what -> director.post(new Input.Trouble("host names", what)));
            addresses.ifPresent(a -> a.onNews(() -> director.post(new Input.AddressNews())));
            var pusher = new Pusher(director, source, arguments.runDir().resolve("pulse.sock"));
            director.onReload(pusher::reloaded);
            Thread loop = EssentialThread.platform("director").daemon(false).unstarted(director);
            Child nanny = new Child("nanny", nannyCommand(arguments, arguments.runDir().resolve("lvs-manager.sock")),
                    NANNY_LIFE, news -> director.post(new Input.Trouble("nanny", ProcessAlarm.of(news))));
            Path socket = arguments.runDir().resolve("lvs-manager.sock");
            SideDoor besideDirector = ladder.add(new SideDoor(planes::beside));
            ladder.add(
                    IpcServer.listen(socket, new Hub(director, chronicle, postbox::test, new PulseConversation(director,
                            lease.filter(_ -> arguments.role().isEmpty())), pusher, nanny,
                            new TrafficDesk(director::post, besideDirector, System::nanoTime,
                                    InstantSource.system()),
                            new AuditDesk(new AuditLog(arguments.stateDir(), chronicle.writer()), chronicle,
                                    director.desk(), InstantSource.system()))));
            Path pid = ladder.add(PidFile.write(arguments.runDir().resolve("lvs.pid"))).file();
            loop.start();
            ladder.add(() -> stop(director, planes, configured.failovers().isEmpty()
                    ? STOP_LIMIT
                    : STOP_LIMIT.plus(FailoverKeeper.LEAVE)));
            ladder.add(nanny).start();
            Signals.on("lvs", "HUP", () -> director.post(new Input.Reload(new CompletableFuture<>())));
            if (arguments.role().isEmpty()) {
                ladder.add(Orphan.endWithParent());
            }
            up.complete(ladder);
            Runtime.getRuntime().addShutdownHook(new Thread(ladder::close, "stop"));
            System.getLogger("lvs").log(System.Logger.Level.INFO, "lvs-manager {0} serves {1}, pid file {2}",
                    Version.TEXT, arguments.configFile(), pid);
        } catch (IOException | RuntimeException e) {
            ladder.close();
            throw e;
        }
    }

    /** One that is told to end while it starts comes up first: the table of the hub before it is its own to take away. */
    private static boolean takenDown(CompletableFuture<Ladder> up) {
        try {
            return up.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS).takeDown();
        } catch (TimeoutException | ExecutionException e) {
            System.getLogger("lvs").log(System.Logger.Level.WARNING,
                    "told to end before the start was done, which took longer than {0} s; the table is left as it was",
                    Long.toString(START_LIMIT.toSeconds()));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The kernel's name for this start of the machine. */
    private static String boot() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    private static void stop(Director director, DataPlanes planes, Duration limit) throws IOException {
        var done = new CompletableFuture<Void>();
        director.post(new Input.Stop(done));
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            planes.quit();
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("stopped without clearing the table: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> nannyCommand(Arguments arguments, Path socket) {
        return List.of(System.getProperty("arapaima.launcher", "arapaima"), "nanny", "--hub", socket.toString(),
                "--plugins", System.getProperty("arapaima.plugins", "/usr/lib/arapaima/plugins:/etc/arapaima/plugins"),
                "--state-dir",
                arguments.stateDir().toString());
    }

    /** What nanny's plugins offered last: nanny says it again when it comes, so that a damaged file is no reason not to start. */
    static CheckCatalogue catalogue() {
        Path file = Path.of(System.getProperty("arapaima.checks", "/var/lib/arapaima/checks.json"));
        try {
            return Json.read(Files.readString(file), CheckCatalogue.class);
        } catch (NoSuchFileException e) {
            return CheckCatalogue.UNKNOWN;
        } catch (IOException | JsonParseException e) {
            System.getLogger("lvs").log(System.Logger.Level.WARNING,
                    "{0} cannot be used ({1}); checks are judged when nanny has said which there are", file,
                    e.toString());
            return CheckCatalogue.UNKNOWN;
        }
    }

    private static @org.jspecify.annotations.Nullable Configured read(Arguments arguments, HostResolver names,
            CheckCatalogue catalogue) {
        return switch (new ConfigSource(arguments.configFile(), names).read(catalogue)) {
            case ConfigSource.Loaded loaded -> Configured.of(loaded, catalogue, Instant.now());
            case ConfigSource.Refused refused -> {
                refused.problems().forEach(System.err::println);
                yield null;
            }
        };
    }

    /** What the table would be if every check passed at full weight, as {@code ipvsadm -Sn} would print it. */
    private static int testStart(Arguments arguments, PrintStream out) {
        Configured configured = read(arguments, HostResolver.system(), catalogue());
        if (configured == null) {
            return ErrorKind.OPERATOR.exitCode();
        }
        Map<String, Verdict> up = new HashMap<>();
        configured.checks().forEach(
                c -> up.put(c.id(), new Verdict(c.id(), Verdict.State.UP, "assumed", Instant.EPOCH)));
        Plan plan = TablePlanner.plan(configured.topology(),
                Facts.of(up, Map.of(), Map.of()));
        IpvsadmRules.format(plan.table()).forEach(out::println);
        configured.failovers().forEach(b -> out.println("# failover " + b.name() + ": start_cmd "
                + b.start().line().orElse("unset") + ", stop_cmd " + b.stop().line().orElse("unset")
                + ", then check = " + b.check().check() + " of " + b.where()));
        return 0;
    }
}
