package io.arapaima.manager;

import io.arapaima.ipc.reason.ProcessAlarm;
import io.arapaima.alerts.Situation;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.LvsConfig;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Subject;
import io.arapaima.manager.desk.ConfigDesk;
import io.arapaima.manager.failover.QuorumCommands;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.table.PlaneQuestion;
import io.arapaima.manager.table.Reconciler;
import io.arapaima.planner.Facts;
import io.arapaima.planner.Observer;
import io.arapaima.planner.Plan;
import io.arapaima.planner.Planning;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private static final Subject HUB = new Subject.Component("lvs-manager");
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final Inbox inbox;
    private final DirectorParts parts;
    private final ConfigDesk desk;
    private final Reconciler reconciler;
    private final Chronicle chronicle;
    private final RoleKeeper role;
    private final Findings findings;
    private final CurrentConfig current;
    private final Enforcement enforcement;
    private final LongSupplier nanoTime;
    private final SorryWatch sorryServers;
    private final Telling telling;
    private final Overrides overrides;
    private volatile Consumer<LvsConfig> afterReload = _ -> {};
    private @Nullable CompletableFuture<Void> stopping;
    /** The last pass. */
    private Planning.Step step = new Planning.Step(Planning.State.START, Facts.of(Map.of(), Map.of(), Map.of()),
            new Plan(Table.EMPTY, List.of()));
    /** Whether something came that a pass has to look at; a role that is only confirmed is nothing. */
    private boolean changed = true;
    private boolean settled;
    private long nextPassNanos;

    Director(DirectorParts parts, Configured configured, CheckCatalogue catalogue) {
        this.parts = parts;
        this.inbox = new Inbox(parts.nanoTime());
        this.reconciler = parts.reconciler();
        this.chronicle = parts.chronicle();
        this.nanoTime = parts.nanoTime();
        this.desk = new ConfigDesk(parts.source(), new ConfigInputs(parts.source().file(), this::post),
                chronicle.writer(), chronicle.folder(), parts.clock());
        this.role = new RoleKeeper(parts);
        this.findings = new Findings(parts.failovers(), nanoTime, parts.clock());
        this.current = new CurrentConfig(parts, role, findings, configured, catalogue);
        this.enforcement = new Enforcement(parts, role, current);
        this.telling = new Telling(chronicle, parts.postbox(),
                new QuorumCommands(() -> current.config().encoding(),
                        (subject, what) -> post(new Input.Trouble(subject, what))),
                parts.clock(), nanoTime,
                this::situation);
        this.sorryServers = new SorryWatch(chronicle);
        this.overrides = new Overrides(chronicle.state().inForce(), parts.clock());
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
                chronicle.trouble("lvs-manager", new ProcessAlarm.PassFailed(e.toString()));
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
        role.checkless(findings.trouble(current.config().hardShutdown()));
        role.answer();
    }

    /** Whether it is late for a good reason: it has just started, or takes another lvs.cf into use. From any thread. */
    boolean isAtWork() {
        return inbox.explainsSilence();
    }

    /** Takes over the table that is there: what was known about servers in it still holds, the rest is asked anew. */
    private void adopt() {
        role.tune(current.config());
        parts.failovers().configure(current.configured().failovers());
        parts.failovers().onEnded(() -> post(new Input.CommandEnded()));
        enforcement.find();
        Map<ServiceKey, Table.Entry> found = reconciler.actual().byKey();
        findings.adopt(chronicle.state().stillHolding(current.configured().topology(), found));
        chronicle.tell(Event.Kind.LIFE, HUB, "started", found.size() + " services found in the table");
        current.begin();
    }

    private Duration nap() {
        long now = nanoTime.getAsLong();
        long next = Math.min(reconciler.nextReadNanos() - now, LONGEST_NAP.toNanos());
        long moves = step.state().nextNanos().map(at -> at - now).orElse(next);
        long end = overrides.nextEnd().map(Duration::toNanos).orElse(next);
        return Duration.ofNanos(Math.max(0, LongStream.of(next, moves, end).min().orElseThrow()));
    }

    private void handle(Input input) {
        changed |= !(input instanceof Input.Confirmed || input instanceof Input.AskPlane);
        switch (input) {
            case Input.Confirmed said -> changed |= role.confirmed(said, current.config(),
                    settled && reconciler.reachable(), nanoTime.getAsLong());
            case Input.AnnounceAgain _ -> role.announce();
            case Input.PulseLeft left -> role.left(left);
            case Input.NannyCame(var link, var checks) -> {
                findings.came(link);
                current.offered(checks);
                current.sendPlan();
            }
            case Input.NannyLeft(var link) -> findings.left(link);
            case Input.Offered(var checks) -> current.offered(checks);
            case Input.Verdicts(var list) -> list.forEach(findings::judged);
            case Input.Load(var check, var load) -> findings.load(current.configured().topology(), check, load);
            case Input.Trouble(var subject, var what) -> chronicle.trouble(subject, what);
            case Input.DataPlaneNews() -> reconciler.lookAgain(nanoTime.getAsLong());
            case Input.Share _ when role.active() -> afterReload.accept(current.config());
            case Input.AddressNews _, Input.CommandEnded _, Input.Share _ -> {
                // The pass that follows looks at it.
            }
            case Input.Reload(var answer) -> {
                var _ = desk.reload("SIGHUP").thenAccept(answer::complete);
            }
            case Input.AskInForce(var answer) -> answer.complete(current.answer());
            case Input.Adopt adopt -> adopt.answer().complete(current.adopt(adopt));
            case Input.Told(var news) -> chronicle.tell(news);
            case Input.Operate command -> operate(command);
            case Input.Status(var answer) -> answer.complete(new Message.Status(status()));
            case Input.AskChecks(var answer) -> answer.complete(new AskedChecks.Source(current.configured().topology(),
                    current.configured().checks(), parts.failovers().checks()));
            case Input.ShowTable(var save, var answer) ->
                answer.complete(reconciler.text(save, nanoTime.getAsLong()));
            case Input.AskPlane(var question, var answer) -> askPlane(question, answer);
            case Input.Events(var last, var answer, var follower) -> {
                answer.complete(chronicle.last(last));
                chronicle.follow(follower);
            }
            case Input.Stop(var done) -> stopping = done;
        }
    }

    private void askPlane(PlaneQuestion<?> question, CompletableFuture<Object> answer) {
        try {
            answer.complete(reconciler.ask(question));
        } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private DirectorSnapshot status() {
        return StatusReport.of(new StatusReport.Sources(step.plan(), current.configured(), parts, findings,
                role.status(), role.report()));
    }

    private void operate(Input.Operate command) {
        Overrides.Outcome outcome = overrides.take(command,
                new Overrides.Scene(current.configured().topology(), step.plan(), step.facts(), parts.source().file()));
        if (!outcome.ok()) {
            command.answer().complete(new Message.Answer(false, outcome.lines()));
            return;
        }
        settle();
        telling.rest(known());
        Stream<String> done = Stream.concat(outcome.lines().stream(),
                outcome.servers().stream().flatMap(step.plan()::words));
        chronicle.confirm(done.toList(), command.answer());
    }

    /** One pass: facts, plan, difference, data plane, news. */
    private void settle() {
        enforcement.look();
        overrides.lapse(current.configured().topology()).forEach(chronicle::tell);
        var facts = Facts.of(findings.verdicts(), findings.loads(), overrides.inForce(), reconciler.actual().byKey(),
                settled
                        ? step.plan().lost()
                        : Observer.lost(current.configured().topology(), chronicle.state().shown()),
                findings.undecided());
        step = Planning.step(step.state(), current.configured().topology(), facts, nanoTime.getAsLong());
        sorryServers.look(step.plan());
        enforcement.enforce(step.plan());
        chronicle.watchDisk();
        parts.failovers().late(step.facts().undecided());
        if (findings.outdated()) {
            current.sendPlan();
        }
        telling.passed(known(), inbox.verdictsWait());
    }

    /** What is not well, for the mails. */
    private Situation situation(Plan plan) {
        return new SituationReport(chronicle, parts.failovers()).of(plan, parts.clock().instant());
    }

    private Telling.Known known() {
        return new Telling.Known(step.plan(), findings.verdicts(), overrides.inForce(), overrides.ended(),
                current.managed());
    }

    /** A clean stop takes addresses and services away (docs/piranha.md, P27); a kill leaves them, and traffic flows on. */
    private void leave(CompletableFuture<Void> done) {
        role.leave();
        telling.rest(known());
        enforcement.clear();
        desk.close();
        chronicle.tell(Event.Kind.LIFE, HUB, "stopped", "on request");
        var last = situation(step.plan());
        chronicle.writer().submit("last mail", () -> parts.postbox().drain(chronicle, last));
        reconciler.release();
        chronicle.end(done);
    }
}
