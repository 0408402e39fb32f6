package io.arapaima.pulse;

import io.arapaima.ipc.PulseRequest;
import io.arapaima.ipc.reason.ProcessAlarm;
import io.arapaima.ipc.reason.English;
import io.arapaima.config.HeartbeatProtocol;
import io.arapaima.daemon.Child;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.daemon.Ladder;
import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.PidFile;
import io.arapaima.daemon.Signals;
import io.arapaima.daemon.Version;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.pulse.election.Beat;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.election.Standing;
import io.arapaima.pulse.wire.Foreigners;
import io.arapaima.pulse.wire.Heartbeat;
import io.arapaima.pulse.wire.PiranhaHeartbeat;
import io.arapaima.pulse.wire.SharedKey;
import io.arapaima.pulse.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** A running pulse: start in order, stop in reverse. */
final class Pulse implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("pulse");
    /** A rebuild of a table of a thousand services may take the hub some seconds. */
    private static final Duration HUB_LIMIT = Duration.ofSeconds(10);
    /** It answers several times a lease, and is missed after 10 s. One that is started again adopts the table, so nothing is lost. */
    private static final Child.Life HUB_LIFE = new Child.Life(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30));
    private static final Duration STOP_LIMIT = Duration.ofSeconds(4);
    /** A hub that is being started again comes up first, for only then it takes table and addresses away. */
    private static final Duration HUB_RETURNS = Duration.ofSeconds(20);
    /** A hub that is stopped ends at once; one that has programs to stop waits a minute for them. */
    private static final Duration HUB_STOPS = Duration.ofSeconds(3);
    private static final Duration PROGRAMS_STOP = Duration.ofSeconds(70);

    private final Ladder ladder = new Ladder("pulse");
    private final HubLink hub;
    private final Hands hands;
    private final Heart heart;
    private final Rereading rereading;
    private final Child manager;
    private final Thread beating;
    private boolean stopped;

    private Pulse(Arguments arguments, Plan plan) throws IOException {
        Rules rules = plan.site().rules();
        long incarnation = new SecureRandom().nextLong() | 1;
        var inbox = new Inbox();
        Path hubSocket = arguments.runDir().resolve("lvs-manager.sock");
        Wire heartbeat = ladder.add(wire(plan, incarnation, inbox));
        Duration grace = rules.alone() ? HUB_LIMIT : rules.lease().dividedBy(2);
        rereading = new Rereading(arguments, plan, this::configured);
        hub = new HubLink(hubSocket, HUB_LIMIT, grace, inbox, rereading, this::hubLives, rules.lease());
        var fences = new Fences(plan.config().heartbeat().fencing(), plan.config().encoding(), rules.partners(), inbox);
        hands = new Hands(plan, heartbeat::send, hub, fences);
        heart = new Heart(Standing.start(rules, incarnation, arguments.forceActive(), System.nanoTime()), hands);
        fences.obstacles().forEach(o -> LOG.log(System.Logger.Level.WARNING, "nobody could be fenced: {0}", o));
        var maintenance = Maintenance.resume(arguments.stateDir(), inbox);
        inbox.open(heart);
        var wishes = new Wishes(heart, maintenance, fences, partners(plan, incarnation, heartbeat, inbox, hubSocket));
        ladder.add(IpcServer.listen(arguments.runDir().resolve("pulse.sock"),
                new Window(heart, heartbeat, plan.key().isPresent(), wishes)));
        ladder.add(PidFile.write(arguments.runDir().resolve("pulse.pid")));
        manager = ladder.add(new Child("lvs-manager", command(arguments),
                plan.config().failsOver() ? PROGRAMS_STOP : HUB_STOPS, HUB_LIFE,
                news -> hands.say(System.Logger.Level.WARNING,
                        "lvs-manager: " + English.of(ProcessAlarm.of(news)))));
        ladder.add(hub);
        ladder.add(Reach.start(plan.config().heartbeat().reach(), inbox));
        if (plan.config().heartbeat().monitorLinks()) {
            ladder.add(Links.watch(plan.site().paths(), inbox));
        }
        beating = EssentialThread.platform("heartbeat").daemon(false).unstarted(heart);
    }

    private void hubLives() {
        manager.heard();
    }

    /** The life line to the partners; what comes back carries lvs.cf along it. */
    private Function<PulseRequest.Push, Message.Answer> partners(Plan plan, long incarnation, Wire heartbeat,
            Inbox inbox,
            Path hubSocket) throws IOException {
        Function<PulseRequest.Push, Message.Answer> nobody = _ -> new Message.Answer(false,
                plan.cannotPush().stream().toList());
        Rules rules = plan.site().rules();
        if (rules.alone() || plan.config().heartbeat().protocol() == HeartbeatProtocol.PIRANHA) {
            return nobody;
        }
        Heartbeat.Path first = plan.site().paths().getFirst();
        Optional<Letters> letters = plan.key()
                .map(key -> new Letters(key, incarnation, rules.partners(), first.partners()));
        LifeLine.Host host = letters.<LifeLine.Host>map(l -> new Reception(l, hubSocket)).orElse(LifeLine.Host.SILENT);
        LifeLine line = ladder.add(LifeLine.open(first.own(), plan.config().heartbeat().port(), incarnation,
                first.partners(), () -> heart.standing().active(), host, inbox::accept));
        ladder.add(Strangers.watch(heartbeat, rules, line::met, heart::standing, inbox));
        return letters
                .map(l -> new Courier(l, line::connect, rules.partners(),
                        first.partners())).<Function<PulseRequest.Push, Message.Answer>>map(courier -> courier::push)
                .orElse(nobody);
    }

    private static Wire wire(Plan plan, long incarnation, Inbox inbox) throws IOException {
        BiConsumer<String, Beat> heard = (path, beat) -> inbox.accept(new Input.Heard(path, beat, System.nanoTime()));
        int port = plan.config().heartbeat().port();
        return switch (plan.config().heartbeat().protocol()) {
            case ARAPAIMA -> {
                var sealed = Heartbeat.open(plan.site().paths(), port, plan.key().orElseGet(SharedKey::none),
                        incarnation,
                        heard);
                var manners = plan.key().isPresent() ? Foreigners.Manners.GUARDED : Foreigners.Manners.POLITE;
                sealed.understand(new Foreigners(plan.site().rules(), incarnation, manners, inbox, heard), inbox::term);
                yield sealed;
            }
            case PIRANHA -> PiranhaHeartbeat.open(plan.site().paths(), port, plan.site().rules(),
                    plan.config().failsOver(), incarnation, inbox::term, inbox, heard);
        };
    }

    static void start(Arguments arguments, Plan plan, IntConsumer exit) throws IOException {
        OwnFile.folder(arguments.runDir());
        var pulse = new Pulse(arguments, plan);
        Signals.ending("pulse", pulse::stop, exit);
        Rules rules = plan.site().rules();
        LOG.log(System.Logger.Level.INFO, "STARTING PULSE AS {0}", rules.self().rank() == 0 ? "MASTER" : "BACKUP");
        LOG.log(System.Logger.Level.INFO, "pulse {0}, {1}", Version.TEXT, rules.self().name());
        if (!rules.alone() && plan.key().isEmpty()) {
            LOG.log(System.Logger.Level.WARNING,
                    "heartbeats are not authenticated: whoever reaches port {0} can take the "
                            + "role; set heartbeat_key",
                    Integer.toString(plan.config().heartbeat().port()));
        }
        pulse.beating.start();
        pulse.hub.start();
        pulse.manager.start();
        Watchdog.start(System.getenv(), pulse.heart).ifPresent(pulse.ladder::add);
        Signals.on("pulse", "HUP", pulse::reload);
        Signals.on("pulse", "USR1", () -> {});
        Signals.on("pulse", "USR2", () -> {});
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(pulse::close));
    }

    /** The hub reads the file and then tells what has become of times and rules of takeover (docs/piranha.md, P6 and P7). */
    private void reload() {
        manager.signal("HUP");
    }

    private void configured(Rules now) {
        hands.configured(now);
        heart.give(new Input.Configured(now));
    }

    private static List<String> command(Arguments arguments) {
        List<String> command = new ArrayList<>();
        arguments.hub().ifPresentOrElse(command::add, () -> command.addAll(
                List.of(System.getProperty("arapaima.launcher", "arapaima"), "lvs-manager")));
        command.addAll(List.of("--role=pulse", "-c", arguments.configFile().toString(), "--run-dir",
                arguments.runDir().toString(), "--state-dir", arguments.stateDir().toString()));
        if (arguments.verbose()) {
            command.add("-v");
        }
        return command;
    }

    @Override
    public void close() {
        var _ = stop();
    }

    /** A clean stop: the role is given up and goodbye is said before anything is closed. Whether it was clean; only once. */
    private synchronized boolean stop() {
        if (stopped) {
            return true;
        }
        stopped = true;
        heart.give(new Input.Stop());
        boolean said = false;
        try {
            if (!manager.awaitWord(HUB_RETURNS)) {
                LOG.log(System.Logger.Level.WARNING,
                        "lvs-manager was being started again and did not come up within {0} s, so its table and addresses "
                                + "may be left on this machine: look with lvsctl table and ip address",
                        Long.toString(HUB_RETURNS.toSeconds()));
            }
            said = hands.finished(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!said) {
            LOG.log(System.Logger.Level.WARNING, "not everything was said within {0} s",
                    Long.toString(STOP_LIMIT.toSeconds()));
        }
        return ladder.takeDown() && said;
    }
}
