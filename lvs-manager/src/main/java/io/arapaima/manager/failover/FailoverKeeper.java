package io.arapaima.manager.failover;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.DiskAlarm;
import io.arapaima.config.MaskedText;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.JsonFile;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.failover.FailoverService.Phase;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.planner.News;
import io.arapaima.planner.Undecided;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Keeps failover services where the role is. What was started is on the disk before its command runs, so that a kill costs
 * nothing: the next hub goes on with what runs. Used by the director's thread.
 */
public final class FailoverKeeper {
    /** A clean stop waits so long for all stop commands; pulse and systemd wait a little longer. */
    public static final Duration LEAVE = Duration.ofSeconds(60);
    /** So long a command waits until the disk knows of it; a role waits for no disk. */
    private static final Duration FOR_THE_DISK = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final JsonFile<Memory> file;
    private final Chronicle chronicle;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final CommandRunner runner = CommandRunner.ofServices("failover");
    private final BlockingQueue<Failover.Ended> ended = new LinkedBlockingQueue<>();
    private final String boot;
    private final AtomicReference<Memory> newest;
    private final String damage;
    private Memory remembered;
    /** What was decided before waits for the disk, or does so no longer. */
    private CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
    /** Why the check of a service cannot decide, by service. */
    private final Map<String, String> notJudged = new HashMap<>();
    private Failover state;
    private Runnable wake = () -> {};

    /**
     * What a hub that was killed leaves to the next one.
     *
     * @param boot which start of the machine: nothing outlives one
     * @param started what runs here, or was about to
     */
    public record Memory(String boot, List<Started> started) {}

    /**
     * A service that runs here.
     *
     * @param name its name
     * @param stop how to stop it, should lvs.cf no longer name it
     * @param whole whether start_cmd has ended
     */
    public record Started(String name, FailoverCommand stop, boolean whole) {}

    /**
     * A keeper that goes on with what an earlier one has started.
     *
     * @param folder of the state
     * @param boot names this start of the machine
     */
    public FailoverKeeper(Path folder, String boot, Chronicle chronicle, LongSupplier nanoTime, InstantSource clock) {
        this.file = new JsonFile<>(folder.resolve("failover.json"), new Memory("", List.of()));
        this.boot = boot;
        this.chronicle = chronicle;
        this.nanoTime = nanoTime;
        this.clock = clock;
        JsonFile.Found<Memory> found = file.load();
        this.damage = found.damage();
        Memory saved = found.value();
        this.remembered = saved;
        this.newest = new AtomicReference<>(saved);
        long now = nanoTime.getAsLong();
        this.state = Failover.begin(saved.boot().equals(boot)
                ? saved.started().stream().map(s -> adopted(s, now)).toList()
                : List.of());
    }

    /** A command that was cut off with the hub may still run, or may have done half of its work: then it begins anew. */
    private static FailoverService adopted(Started started, long now) {
        return new FailoverService(started.name(), Optional.empty(), started.stop(),
                started.whole() ? Phase.STARTED : Phase.FAILED,
                started.whole() ? "" : "lvs-manager ended while its start_cmd ran", now, "", 0, now);
    }

    /** What to call, on any thread, when a command has ended. */
    public void onEnded(Runnable listener) {
        wake = listener;
    }

    public void configure(List<FailoverBlock> blocks) {
        chronicle.trouble("failover.json", damage.isEmpty() ? Reason.NONE : new DiskAlarm.Damaged(damage));
        step(new Failover.Configured(blocks));
    }

    /** Has everything run that shall run; {@code ready} when the addresses are where they belong. */
    public void pass(Optional<Role> role, boolean ready) {
        step(new Failover.Pass(role, ready));
        for (Failover.Ended one = ended.poll(); one != null; one = ended.poll()) {
            step(one);
        }
    }

    /** Takes the opinion of a check; false when it is about something else. */
    public boolean judged(Verdict verdict) {
        Optional<FailoverService> about = state.services().stream()
                .filter(s -> s.block().filter(b -> b.check().id().equals(verdict.check())).isPresent()).findFirst();
        about.ifPresent(s -> verdict.inconclusive().ifPresentOrElse(i -> notJudged.put(s.name(), i.why()),
                () -> notJudged.remove(s.name())));
        about.filter(_ -> verdict.state() != Verdict.State.UNKNOWN).ifPresent(
                s -> step(new Failover.Judged(s.name(), verdict.state() == Verdict.State.UP, verdict.why())));
        return about.isPresent();
    }

    /** Tells of the services whose check should have decided by now. */
    public void late(Undecided.Known known) {
        state.services().stream().filter(s -> s.phase() == Phase.STARTED)
                .filter(s -> s.block().filter(b -> known.late().contains(b.check().id())).isPresent())
                .forEach(s -> step(new Failover.Late(s.name(),
                        notJudged.getOrDefault(s.name(), "its check has no result yet"))));
    }

    private void step(Failover.Input input) {
        FailoverStep.Result result = FailoverStep.step(state, input, nanoTime.getAsLong());
        state = result.state();
        remember();
        tell(result.actions().stream().filter(Failover.Tell.class::isInstance).map(Failover.Tell.class::cast)
                .map(Failover.Tell::news).toList());
        List<Failover.Action> actions = result.actions().stream().filter(a -> !(a instanceof Failover.Tell)).toList();
        if (!actions.isEmpty()) {
            CompletableFuture<Boolean> written = chronicle.writer().written(FOR_THE_DISK);
            before = before.thenCompose(_ -> written).thenRun(() -> actions.forEach(this::act));
        }
    }

    private void tell(List<News> news) {
        if (!news.isEmpty()) {
            chronicle.record(chronicle.state(), news);
        }
    }

    private void act(Failover.Action action) {
        switch (action) {
            case Failover.Run(var name, var keyword, var command) -> {
                LOG.log(System.Logger.Level.INFO, "service {0}: {1} {2}", name, keyword,
                        MaskedText.command(command.line().orElse("")));
                runner.run(keyword, command, problem -> {
                    ended.add(new Failover.Ended(name, problem));
                    wake.run();
                });
            }
            case Failover.Kill() -> runner.kill();
            case Failover.Tell _ -> {
                // Told already.
            }
        }
    }

    private void remember() {
        var now = new Memory(boot, state.services().stream()
                .filter(s -> s.phase() == Phase.STARTING || s.phase() == Phase.STOPPING || s.phase().checked())
                .map(s -> new Started(s.name(), s.stop(), s.phase().checked())).toList());
        if (!now.equals(remembered)) {
            remembered = now;
            newest.set(now);
            chronicle.writer().submit("failover services", () -> file.save(newest.get()));
        }
    }

    public List<PlannedCheck> checks() {
        return state.checks();
    }

    /** Why this director should not have the role; {@link Reason#NONE} when nothing is against it. */
    public Reason unfit() {
        return state.unfit(nanoTime.getAsLong());
    }

    /** Whether nothing of ours runs here. */
    public boolean idle() {
        return state.idle();
    }

    public List<DirectorSnapshot.FailoverStatus> status() {
        long now = nanoTime.getAsLong();
        Instant time = clock.instant();
        return state.services().stream().map(s -> new DirectorSnapshot.FailoverStatus(s.name(),
                s.block().map(FailoverBlock::where).orElse("no longer in lvs.cf"),
                s.phase().word(), why(s), time.minusNanos(now - s.sinceNanos()))).toList();
    }

    /** {@return those that clients miss: they failed and have not recovered, or nobody knows whether they answer} */
    public List<DirectorSnapshot.FailoverStatus> down() {
        Set<String> down = state.services().stream()
                .filter(s -> s.phase() == FailoverService.Phase.FAILED || s.phase() == FailoverService.Phase.UNJUDGED
                        || (!s.failure().isEmpty() && s.phase() != FailoverService.Phase.RUNNING))
                .map(FailoverService::name).collect(Collectors.toSet());
        return down.isEmpty() ? List.of() : status().stream().filter(s -> down.contains(s.name())).toList();
    }

    private String why(FailoverService service) {
        String doubt = service.phase().checked() ? notJudged.getOrDefault(service.name(), "") : "";
        return decided(service) + (doubt.isEmpty() ? "" : "; not judged now: " + doubt);
    }

    private String decided(FailoverService service) {
        return switch (service.phase()) {
            case STOPPED -> state.active()
                    ? "waits for its address, or for the service before it"
                    : "this director is standby" + (service.why().isEmpty() ? "" : "; " + service.why());
            case STARTED -> service.why().isEmpty() ? "its check has not spoken yet" : "given time: " + service.why();
            case UNJUDGED -> "whether it answers is not known";
            case UNKNOWN -> "nobody has said the role of this director yet";
            case CLEARING, STARTING, RUNNING, FAILED, STOPPING -> service.why();
        };
    }

    /** A clean stop: everything is stopped. */
    public void leave() {
        long limit = nanoTime.getAsLong() + LEAVE.toNanos();
        if (state.role().isEmpty()) {
            return; // nobody knows who has the role: as with addresses, nothing is touched
        }
        pass(Optional.of(Role.STANDBY), false);
        try {
            while (!state.idle() && nanoTime.getAsLong() - limit < 0) {
                Failover.Ended one = ended.poll(limit - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
                if (one != null) {
                    step(one);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
