package io.arapaima.planner;

import io.arapaima.config.CheckExpression;
import io.arapaima.config.CheckExpression.Part;
import io.arapaima.config.CheckExpression.Quorum;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.Verdict.State;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * From the verdicts of several checks to one. What is not known yet counts neither way: a quorum is up as soon as enough are
 * up, and down as soon as enough can never be. Pure.
 */
final class Quorums {
    private Quorums() {}

    /** A member of a quorum and what is thought of it. */
    private record Judged(CheckExpression what, Verdict verdict) {
        boolean is(State state) {
            return verdict.state() == state;
        }
    }

    static Verdict judge(String id, CheckExpression all, Function<Part, Verdict> verdicts) {
        return switch (all) {
            case Part part -> verdicts.apply(part);
            case Quorum quorum -> judge(id, quorum,
                    quorum.members().stream().map(m -> new Judged(m, judge(id, m, verdicts))).toList());
        };
    }

    private static Verdict judge(String id, Quorum quorum, List<Judged> members) {
        List<Instant> ups = since(members, State.UP);
        List<Instant> downs = since(members, State.DOWN);
        int mayFail = members.size() - quorum.needed();
        String why = ups.size() + " of " + members.size() + " checks pass, "
                + (mayFail == 0 ? "all" : quorum.needed()) + " must" + missing(members);
        if (ups.size() >= quorum.needed()) {
            return new Verdict(id, State.UP, why, ups.get(quorum.needed() - 1));
        }
        return downs.size() > mayFail
                ? new Verdict(id, State.DOWN, why, downs.get(mayFail))
                : new Verdict(id, State.UNKNOWN, why, Instant.EPOCH);
    }

    /** Since when the members in one state are in it, the earliest first: the one that decided is among them. */
    private static List<Instant> since(List<Judged> members, State state) {
        return members.stream().filter(m -> m.is(state)).map(m -> m.verdict().since()).sorted().toList();
    }

    private static String missing(List<Judged> members) {
        return members.stream().filter(m -> !m.is(State.UP)).map(m -> "; " + m.what() + ": " + m.verdict().why())
                .collect(Collectors.joining());
    }
}
