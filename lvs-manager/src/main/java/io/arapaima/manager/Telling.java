package io.arapaima.manager;

import io.arapaima.alerts.Postbox;
import io.arapaima.alerts.Situation;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.failover.QuorumCommands;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.HubState;
import io.arapaima.planner.News;
import io.arapaima.planner.Observer;
import io.arapaima.planner.Order;
import io.arapaima.planner.Plan;
import io.arapaima.planner.Planning;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a pass means for those who listen: the state on disk, events, commands, mail. While more waits to be planned, the
 * table goes first: when a thousand servers die, writing must not hold up the next change. A kill in between loses nothing,
 * because what is not told is not in the state either, and is noticed again. Used by the director's thread.
 */
final class Telling {
    /** So long may a storm put off its own telling. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Chronicle chronicle;
    private final Postbox postbox;
    private final QuorumCommands quorums;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Function<Plan, Situation> situation;
    private Optional<Plan> told = Optional.empty();
    private boolean more;
    private long sinceNanos;

    Telling(Chronicle chronicle, Postbox postbox, QuorumCommands quorums, InstantSource clock, LongSupplier nanoTime,
            Function<Plan, Situation> situation) {
        this.situation = situation;
        this.chronicle = chronicle;
        this.postbox = postbox;
        this.quorums = quorums;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * What holds after a pass.
     *
     * @param plan what was planned
     * @param verdicts last verdict of each check
     * @param overrides what operators want
     * @param ended who took back an order that is no longer in force; empty = its time was over
     * @param managed services that are ours
     */
    record Known(Plan plan, Map<String, Verdict> verdicts, Map<String, Order> overrides, Map<String, String> ended,
            Set<String> managed) {}

    /** A pass is done; it is told at once unless more verdicts wait to be planned. */
    void passed(Known known, boolean verdictsWait) {
        long now = nanoTime.getAsLong();
        sinceNanos = more ? sinceNanos : now;
        more = true;
        if (!verdictsWait || now - sinceNanos > LIMIT.toNanos()) {
            tell(known);
        }
    }

    /** Nothing is left untold after this. */
    void rest(Known known) {
        if (more) {
            tell(known);
        }
    }

    /** {@return whether a pass is still to be told} */
    boolean more() {
        return more;
    }

    private void tell(Known known) {
        record(known);
        quorums.look(known.plan());
        Situation now = situation.apply(known.plan());
        chronicle.writer().submit("mail", () -> postbox.flush(chronicle, now));
        told = Optional.of(known.plan());
        more = false;
    }

    private void record(Known known) {
        HubState was = chronicle.state();
        Observer.Observation seen = Planning.news(was.shown(), told, known.plan(), clock.instant());
        var news = new ArrayList<>(seen.news());
        news.replaceAll(one -> wanted(one, known));
        var pass = new HubState(was.seq(), known.verdicts(), HubState.actions(known.overrides()), seen.shown(),
                known.managed().stream().sorted().toList(), was.addresses(), was.outbox(), known.overrides());
        HubState now = was.told(HubState.ROLE).map(pass::withRole).orElse(pass);
        if (!news.isEmpty() || !now.equals(was)) {
            chronicle.record(now, List.copyOf(news));
        }
    }

    /** What an operator wanted carries his name, and so does the end of it, which is no doing of the server's. */
    private static News wanted(News one, Known known) {
        String server = one.subject().text();
        Order order = known.overrides().get(server);
        String endedBy = known.ended().get(server);
        if (order != null) {
            return one.kind() != Event.Kind.OPERATOR || order.actor().isEmpty()
                    ? one
                    : new News(one.kind(), one.subject(), one.was(), one.now(), order.terms(), one.effect(),
                            order.actor(), one.facts());
        } else if (endedBy == null || ServerState.ofWord(one.was()).filter(ServerState::ordered).isEmpty()) {
            return one;
        }
        Reason end = new Reason.OrderEnded(endedBy);
        var causes = new ArrayList<Reason>(List.of(end));
        causes.addAll(one.facts().causes());
        Event.Kind lapsed = one.kind() == Event.Kind.SERVER_UP ? Event.Kind.LIFE : one.kind(); // its end was told
        return new News(endedBy.isEmpty() ? lapsed : Event.Kind.OPERATOR, one.subject(), one.was(), one.now(),
                English.of(end) + (one.why().isEmpty() ? "" : "; " + one.why()), one.effect(), endedBy,
                one.facts().because(causes));
    }
}
