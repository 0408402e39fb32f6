package io.arapaima.manager;

import io.arapaima.alerts.Postbox;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.ConfigDiff;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.Manage;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.addresses.AddressKeeper;
import io.arapaima.manager.addresses.Duty;
import io.arapaima.manager.desk.ConfigDesk;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.desk.RunningConfig;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.failover.QuorumCommands;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.table.Reconciler;
import io.arapaima.planner.Facts;
import io.arapaima.planner.Loads;
import io.arapaima.planner.News;
import io.arapaima.planner.Observer;
import io.arapaima.planner.Plan;
import io.arapaima.planner.Planning;
import io.arapaima.planner.Undecided;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The loop of the hub: takes inputs one after the other, plans the whole table anew, makes the data plane match, and
 * tells what changed. All state is owned by the one thread that runs {@link #run}.
 */
final class Director implements Runnable {
    /** Above the longest pass of the largest table on a machine that is busy. */
    private static final Duration HANGS = Duration.ofMinutes(2);
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
    /** So long an operator waits for the disk. */
    private static final Duration DURABLE = Duration.ofSeconds(5);
    /** So long a stop waits for it. */
    private static final Duration LAST_WRITE = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final Inbox inbox;
    private final ConfigSource source;
    private final ConfigDesk desk;
    private final Reconciler reconciler;
    private final Chronicle chronicle;
    private final Postbox postbox;
    private final RoleKeeper role;
    private final FailoverKeeper failovers;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Loads loads = new Loads();
    private final Undecided undecided = new Undecided();
    private final SorryWatch sorryServers;
    private final OptionWatch options;
    private final Telling telling;
    private Map<String, Verdict> verdicts = new HashMap<>();
    private final Overrides overrides;
    private Set<String> managed;
    private Configured configured;
    private CheckCatalogue catalogue;
    private volatile Consumer<LvsConfig> afterReload = _ -> {};
    private final EngineLink engine;
    private @Nullable CompletableFuture<Void> stopping;
    private List<PlannedCheck> sentForFailover = List.of();
    /** The last pass. */
    private Planning.Step step = new Planning.Step(Planning.State.START, Facts.of(Map.of(), Map.of(), Map.of()),
            new Plan(Table.EMPTY, List.of()));
    /** Whether something came that a pass has to look at; a role that is only confirmed is nothing. */
    private boolean changed = true;
    private boolean settled;
    private long nextPassNanos;

    /**
     * What the director works with.
     *
     * @param source where lvs.cf comes from
     * @param reconciler the data plane
     * @param chronicle memory and journal
     * @param postbox the way to the operators' mail
     * @param duty with which it starts
     * @param addresses the virtual addresses, where they are ours to keep
     * @param failovers programs that run where the role is
     * @param nanoTime monotonic clock
     * @param clock wall clock, for showing
     */
    record Parts(ConfigSource source, Reconciler reconciler, Chronicle chronicle, Postbox postbox,
            Duty duty, Optional<AddressKeeper> addresses, FailoverKeeper failovers, LongSupplier nanoTime,
            InstantSource clock) {}

    Director(Parts parts, Configured configured, CheckCatalogue catalogue) {
        this.inbox = new Inbox(parts.nanoTime());
        this.source = parts.source();
        this.reconciler = parts.reconciler();
        this.chronicle = parts.chronicle();
        this.desk = new ConfigDesk(source, new ConfigInputs(source.file(), this::post), chronicle.writer(),
                chronicle.folder(),
                parts.clock());
        this.postbox = parts.postbox();
        this.role = new RoleKeeper(parts);
        this.failovers = parts.failovers();
        this.nanoTime = parts.nanoTime();
        this.clock = parts.clock();
        this.telling = new Telling(chronicle, postbox,
                new QuorumCommands((subject, text) -> post(new Input.Trouble(subject, text))), clock, nanoTime);
        this.sorryServers = new SorryWatch(chronicle);
        this.configured = configured;
        this.catalogue = catalogue;
        this.options = new OptionWatch(chronicle, catalogue);
        this.overrides = new Overrides(chronicle.state().inForce(), clock);
        this.managed = new HashSet<>(chronicle.state().managed());
        this.engine = new EngineLink(nanoTime, clock);
        desk.begin();
    }

    /** Hands an input over; blocks while very many wait. */
    void post(Input input) {
        inbox.post(input);
    }

    /** {@return who reads and judges lvs.cf, beside this thread} */
    ConfigDesk desk() {
        return desk;
    }

    /** The listener hears of each configuration that an operator brought to stay while this director was active; must not wait. */
    void onReload(Consumer<LvsConfig> listener) {
        afterReload = listener;
    }

    @Override
    public void run() {
        EssentialThread.Turns turns = EssentialThread.watch(HANGS);
        adopt();
        while (stopping == null) {
            try {
                turns.turn();
                turn();
            } catch (InterruptedException e) {
                stopping = new CompletableFuture<>();
            } catch (RuntimeException e) {
                // A defect in one pass must not stop the director: say it, keep the table, go on with the next input.
                LOG.log(System.Logger.Level.ERROR, "a pass of the director failed", e);
                chronicle.trouble("lvs-manager", "a pass failed: " + e);
            }
        }
        turns.close();
        leave(stopping);
    }

    private void turn() throws InterruptedException {
        long patience = changed ? 0 : Math.max(0, nextPassNanos - nanoTime.getAsLong());
        List<Input> batch = inbox.take(patience);
        batch.forEach(this::handle);
        if (batch.isEmpty() || changed || nanoTime.getAsLong() - nextPassNanos >= 0) {
            changed = false;
            // A pass that fails is not tried again at once.
            nextPassNanos = nanoTime.getAsLong() + LONGEST_NAP.toNanos();
            settle();
            settled = true;
            inbox.done();
            changed = telling.more();
            nextPassNanos = nanoTime.getAsLong() + nap().toNanos();
        }
        role.checkless(engine.trouble(configured.config().hardShutdown()));
        role.answer();
    }

    /** Whether it is late for a good reason: it has just started, or takes another lvs.cf into use. From any thread. */
    boolean isAtWork() {
        return inbox.explainsSilence();
    }

    /** Takes over the table that is there: what was known about servers in it still holds, the rest is asked anew. */
    private void adopt() {
        role.tune(configured.config());
        failovers.configure(configured.failovers());
        failovers.onEnded(() -> post(new Input.CommandEnded()));
        tellTrouble("data plane", reconciler.refresh(_ -> true, nanoTime.getAsLong()).trouble());
        Map<ServiceKey, Table.Entry> found = reconciler.actual().byKey();
        chronicle.state().stillHolding(configured.topology(), found).forEach(v -> verdicts.put(v.check(), v));
        chronicle.tell(Event.Kind.LIFE, "lvs-manager", "started", found.size() + " services found in the table");
        role.configure(configured);
        configured.loaded().warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, "{0}", w));
        configured.topology().warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, "{0}", w));
    }

    private Duration nap() {
        long now = nanoTime.getAsLong();
        long next = Math.min(reconciler.nextReadNanos() - now, LONGEST_NAP.toNanos());
        long moves = step.state().nextNanos().map(at -> at - now).orElse(next);
        long end = overrides.nextEnd().map(Duration::toNanos).orElse(next);
        return Duration.ofNanos(Math.max(0, LongStream.of(next, moves, end).min().orElseThrow()));
    }

    private void handle(Input input) {
        changed |= !(input instanceof Input.Confirmed);
        switch (input) {
            case Input.Confirmed said -> changed |= role.confirmed(said, configured.config(),
                    settled && reconciler.reachable(), nanoTime.getAsLong());
            case Input.AnnounceAgain _ -> role.announce();
            case Input.PulseLeft left -> role.left(left);
            case Input.NannyCame(var link, var checks) -> {
                engine.came(link);
                offered(checks);
                sendPlan();
            }
            case Input.NannyLeft(var link) -> {
                if (engine.left(link)) {
                    undecided.nannyLeft();
                }
            }
            case Input.Offered(var checks) -> offered(checks);
            case Input.Verdicts(var list) -> list.forEach(this::judge);
            case Input.Load(var check, var load) -> configured.topology().weighedBy(check)
                    .forEach(m -> loads.read(m, load, nanoTime.getAsLong()));
            case Input.Trouble(var subject, var text) -> chronicle.trouble(subject, text);
            case Input.DataPlaneNews() -> reconciler.lookAgain(nanoTime.getAsLong());
            case Input.Share _ when role.active() -> afterReload.accept(configured.config());
            case Input.AddressNews _,Input.CommandEnded _,Input.Share _ -> {
                // The pass that follows looks at it.
            }
            case Input.Reload(var answer) -> {
                var _ = desk.reload("SIGHUP").thenAccept(answer::complete);
            }
            case Input.AskInForce(var answer) ->
                answer.complete(new RunningConfig.InForce(configured.loaded(), catalogue));
            case Input.Adopt(var loaded, var how, var actor, var answer) ->
                answer.complete(adopt(loaded, how, actor));
            case Input.Told(var news) -> chronicle.tell(news);
            case Input.Operate command -> operate(command);
            case Input.Status(var answer) ->
                answer.complete(new Message.Status(StatusReport.of(new StatusReport.Sources(
                        step.plan(), configured, source.file(), reconciler, chronicle, postbox, engine.connected(),
                        loads,
                        undecided.known(nanoTime.getAsLong()), role.status(), role.report(), failovers))));
            case Input.ShowTable(var save, var answer) ->
                answer.complete(reconciler.text(save, nanoTime.getAsLong()));
            case Input.Events(var last, var answer, var follower) -> {
                answer.complete(chronicle.last(last));
                chronicle.follow(follower);
            }
            case Input.Stop(var done) -> stopping = done;
        }
    }

    private void offered(CheckCatalogue checks) {
        if (!checks.equals(catalogue)) {
            catalogue = checks;
            configured = Configured.of(configured.loaded(), catalogue, configured.loadedAt());
            failovers.configure(configured.failovers());
            sendPlan();
            options.offered(source.file(), configured.loaded().file().text(), catalogue);
        }
    }

    /** Not knowing yet never replaces knowing: a restarted nanny starts with no opinion, the old one holds meanwhile. */
    private void judge(Verdict verdict) {
        undecided.heard(verdict, nanoTime.getAsLong());
        if (!failovers.judged(verdict) && verdict.state() != Verdict.State.UNKNOWN) {
            verdicts.put(verdict.check(), verdict.decided());
        }
    }

    private void sendPlan() {
        sentForFailover = failovers.checks();
        List<PlannedCheck> checks = Stream.concat(configured.checks().stream(), sentForFailover.stream()).toList();
        undecided.plan(checks);
        engine.send(checks);
    }

    private Message.Answer adopt(ConfigSource.Loaded loaded, String how, String actor) {
        LvsConfig config = loaded.config();
        List<String> diff = ConfigDiff.between(configured.config(), config);
        boolean otherPlane = config.dataPlane() != configured.config().dataPlane();
        configured = Configured.of(loaded, catalogue, clock.instant());
        options.loaded(catalogue);
        Set<String> known = configured.checks().stream().map(c -> c.id()).collect(
                java.util.stream.Collectors.toSet());
        verdicts.keySet().retainAll(known);
        role.configure(configured);
        failovers.configure(configured.failovers());
        postbox.configure(config.mail());
        sendPlan();
        String what = diff.isEmpty() ? "nothing changed" : String.join("; ", diff);
        Event.Kind kind = diff.isEmpty() ? Event.Kind.LIFE : Event.Kind.RELOADED;
        chronicle.tell(new News(kind, source.file().toString(), "", how, what, "", actor));
        var lines = new ArrayList<>(diff.isEmpty() ? List.of("nothing changed") : diff);
        lines.addAll(loaded.warnings());
        if (otherPlane) {
            lines.add("another data_plane is used from the next start of lvs-manager on");
        }
        return new Message.Answer(true, lines);
    }

    private void operate(Input.Operate command) {
        Overrides.Outcome outcome = overrides.take(command,
                new Overrides.Scene(configured.topology(), step.plan(), step.facts(), source.file()));
        if (!outcome.ok()) {
            command.answer().complete(new Message.Answer(false, outcome.lines()));
            return;
        }
        settle();
        telling.rest(known());
        var done = new ArrayList<>(
                Stream.concat(outcome.lines().stream(), step.plan().words(command.wish().server())).toList());
        // An operator's word is on the disk before it is confirmed; he waits for it, and the director does not.
        var _ = chronicle.writer().written(DURABLE).thenAccept(safe -> {
            if (!safe) {
                done.add("this is in force, but not on the disk within " + DURABLE.toSeconds()
                        + " s: a restart would forget it; lvsctl status says why");
            }
            command.answer().complete(new Message.Answer(true, done));
        });
    }

    private Facts facts(long now) {
        return Facts.of(verdicts, loads, overrides.inForce(), reconciler.actual().byKey(),
                settled ? step.plan().lost() : Observer.lost(chronicle.state().shown()), undecided.known(now));
    }

    /** One pass: facts, plan, difference, data plane, news. */
    private void settle() {
        long now = nanoTime.getAsLong();
        Reconciler.Outcome read = reconciler.refresh(this::ours, now);
        if (!read.drift().isEmpty()) {
            chronicle.tell(Event.Kind.DRIFT, "table", "repaired",
                    "somebody else changed it: " + String.join("; ", read.drift()));
        }
        overrides.lapse().forEach(chronicle::tell);
        step = Planning.step(step.state(), configured.topology(), facts(now), now);
        Plan plan = step.plan();
        sorryServers.look(plan);
        plan.table().entries().forEach(e -> managed.add(e.service().key().toString()));
        if (role.addressesFirst()) {
            role.keep(reconciler.reachable(), now);
        }
        Table open = role.open(plan.table(), reconciler.actual());
        tellTrouble("data plane", reconciler.apply(open, this::ours, now).trouble());
        tellTrouble("data plane's settings", reconciler.untuned());
        if (!role.addressesFirst()) {
            role.keep(reconciler.reachable(), now);
        }
        chronicle.watchDisk();
        failovers.late(step.facts().undecided());
        if (!failovers.checks().equals(sentForFailover)) {
            sendPlan();
        }
        telling.passed(known(), inbox.verdictsWait());
    }

    private Telling.Known known() {
        return new Telling.Known(step.plan(), verdicts, overrides.inForce(), managed);
    }

    private boolean ours(ServiceKey key) {
        return configured.config().manage() == Manage.ALL || managed.contains(key.toString());
    }

    private void tellTrouble(String subject, Optional<String> trouble) {
        chronicle.trouble(subject, trouble.orElse(""));
    }

    /** A clean stop takes addresses and services away (Piranha 2.6, 3.6); a kill leaves them, and traffic flows on. */
    private void leave(CompletableFuture<Void> done) {
        role.leave();
        telling.rest(known());
        reconciler.apply(Table.EMPTY, this::ours, nanoTime.getAsLong());
        reconciler.tune(Reconciler.Tuning.NONE);
        desk.close();
        chronicle.tell(Event.Kind.LIFE, "lvs-manager", "stopped", "on request");
        chronicle.writer().submit("last mail", () -> postbox.drain(chronicle));
        reconciler.release();
        var _ = chronicle.writer().written(LAST_WRITE).thenRun(() -> done.complete(null));
    }
}
