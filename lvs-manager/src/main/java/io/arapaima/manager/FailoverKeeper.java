package io.arapaima.manager;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Role;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.FailoverService.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps failover services where the role is. What was started is on the disk before its command runs, so that a kill costs
 * nothing: the next hub goes on with what runs. Used by the director's thread.
 */
final class FailoverKeeper {
    /** A clean stop waits so long for all stop commands; pulse and systemd wait a little longer. */
    static final Duration LEAVE = Duration.ofSeconds(60);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final JsonFile<Memory> file;
    private final Chronicle chronicle;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final CommandRunner runner = new CommandRunner("failover");
    private final BlockingQueue<Failover.Ended> ended = new LinkedBlockingQueue<>();
    private final String boot;
    private Memory saved;
    private Failover state;
    private Runnable wake = () -> {};

    /**
     * What a hub that was killed leaves to the next one.
     *
     * @param boot which start of the machine: nothing outlives one
     * @param started what runs here, or was about to
     */
    record Memory(String boot, List<Started> started) {}

    /**
     * A service that runs here.
     *
     * @param name its name
     * @param stop how to stop it, should lvs.cf no longer name it
     * @param whole whether start_cmd has ended
     */
    record Started(String name, FailoverCommand stop, boolean whole) {}

    /**
     * A keeper that goes on with what an earlier one has started.
     *
     * @param folder of the state
     * @param boot names this start of the machine
     */
    FailoverKeeper(Path folder, String boot, Chronicle chronicle, LongSupplier nanoTime, InstantSource clock)
            throws IOException {
        this.file = new JsonFile<>(folder.resolve("failover.json"), Memory.class, new Memory(boot, List.of()));
        this.boot = boot;
        this.chronicle = chronicle;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.saved = file.load();
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
    void onEnded(Runnable listener) {
        wake = listener;
    }

    void configure(List<FailoverBlock> blocks) {
        step(new Failover.Configured(blocks));
    }

    /** Has everything run that shall run; {@code ready} when the addresses are where they belong. */
    void pass(Optional<Role> role, boolean ready) {
        step(new Failover.Pass(role, ready));
        for (Failover.Ended one = ended.poll(); one != null; one = ended.poll()) {
            step(one);
        }
    }

    /** Takes the opinion of a check; false when it is about something else. */
    boolean judged(Verdict verdict) {
        Optional<FailoverService> about = state.services().stream()
                .filter(s -> s.block().filter(b -> b.check().id().equals(verdict.check())).isPresent()).findFirst();
        about.filter(_ -> verdict.state() != Verdict.State.UNKNOWN).ifPresent(
                s -> step(new Failover.Judged(s.name(), verdict.state() == Verdict.State.UP, verdict.why())));
        return about.isPresent();
    }

    private void step(Failover.Input input) {
        FailoverStep.Result result = FailoverStep.step(state, input, nanoTime.getAsLong());
        state = result.state();
        remember();
        tell(result.actions().stream().filter(Failover.Tell.class::isInstance).map(Failover.Tell.class::cast)
                .map(Failover.Tell::news).toList());
        result.actions().forEach(this::act);
    }

    private void tell(List<Observer.News> news) {
        if (!news.isEmpty()) {
            chronicle.record(chronicle.state(), news);
        }
    }

    private void act(Failover.Action action) {
        switch (action) {
            case Failover.Run(var name, var keyword, var command) -> {
                LOG.log(System.Logger.Level.INFO, "service {0}: {1} {2}", name, keyword, command.line().orElse(""));
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
        if (now.equals(saved)) {
            return;
        }
        try {
            file.save(now);
            saved = now;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot save which services run here, a restart would stop and start "
                    + "them: {0}", e.toString());
        }
    }

    List<PlannedCheck> checks() {
        return state.checks();
    }

    /** Why this director should not have the role; empty when nothing is against it. */
    String unfit() {
        return state.unfit(nanoTime.getAsLong());
    }

    /** Whether nothing of ours runs here. */
    boolean idle() {
        return state.idle();
    }

    List<DirectorSnapshot.FailoverStatus> status() {
        long now = nanoTime.getAsLong();
        Instant time = clock.instant();
        return state.services().stream().map(s -> new DirectorSnapshot.FailoverStatus(s.name(),
                s.block().map(FailoverBlock::where).orElse("no longer in lvs.cf"),
                s.phase().word(), why(s), time.minusNanos(now - s.sinceNanos()))).toList();
    }

    private String why(FailoverService service) {
        return switch (service.phase()) {
            case STOPPED -> state.active()
                    ? "waits for its address, or for the service before it"
                    : "this director is standby" + (service.why().isEmpty() ? "" : "; " + service.why());
            case STARTED -> service.why().isEmpty() ? "its check has not spoken yet" : "given time: " + service.why();
            case UNKNOWN -> "nobody has said the role of this director yet";
            case CLEARING, STARTING, RUNNING, FAILED, STOPPING -> service.why();
        };
    }

    /** A clean stop: everything is stopped. */
    void leave() {
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
