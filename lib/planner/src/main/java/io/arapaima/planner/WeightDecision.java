package io.arapaima.planner;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.reason.WeightReason;
import io.arapaima.ipc.reason.WeightReason.Outcome;
import io.arapaima.ipc.reason.WeightReason.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a real server gets, and why.
 *
 * @param member which
 * @param state what it is
 * @param inTable whether the data plane shall hold it
 * @param weight its weight there; 0 when it is not there
 * @param cause the last word alone, for events and mails
 * @param steps from the configured weight to the last word
 */
public record WeightDecision(Member member, ServerState state, boolean inTable, int weight, Reason cause,
        List<Step> steps) {
    /** In the table with a weight that one cause gives it. */
    static WeightDecision in(Member member, ServerState state, int weight, Reason cause) {
        return new WeightDecision(member, state, true, weight, cause,
                List.of(new Step(cause, Outcome.WEIGHT, weight)));
    }

    /** The same member with another state, one step further. */
    WeightDecision then(ServerState next, int given, Reason last, Step step) {
        var all = new ArrayList<>(steps);
        all.add(step);
        return new WeightDecision(member, next, true, given, last, List.copyOf(all));
    }

    /** {@return from the configured weight to the last word} */
    public WeightReason why() {
        return new WeightReason(member.configuredWeight(), steps);
    }

    /** {@return why it is what it is, one cause after the other, failures apart from their words} */
    public List<Reason> causes() {
        return flat(cause).map(one -> one instanceof Reason.Said(var words) ? said(words) : one).toList();
    }

    private static Stream<Reason> flat(Reason cause) {
        return cause instanceof Reason.Both(var first, var second)
                ? Stream.concat(flat(first), flat(second))
                : Stream.of(cause);
    }

    private Reason said(String words) {
        return switch (state) {
            case UP, FLAPPING_UP, DRAINED, WAITING -> new Reason.Passes(words);
            case DOWN, KEPT, FLAPPING -> Verdict.failure(words);
            case UNKNOWN, NOT_CHECKED, QUIESCED, FORCED_UP, FORCED_DOWN -> new Reason.Said(words);
        };
    }

    /** Whether it gets connections, or would if enough others did. */
    boolean serves() {
        return weight > 0 || state == ServerState.WAITING;
    }
}
