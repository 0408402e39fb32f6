package io.arapaima.planner;

import io.arapaima.config.StartState;
import io.arapaima.dataplane.Destination;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.reason.Share;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.WeightReason.Outcome;
import io.arapaima.ipc.reason.WeightReason.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each server gets by what is known of it alone; what the others of its service mean for it comes after. Pure. */
final class Decisions {
    private Decisions() {}

    static WeightDecision of(Member member, Facts facts, Optional<Destination> held) {
        Verdict health = facts.health(member);
        Optional<Order> override = facts.override(member);
        return override.map(order -> switch (order.action()) {
            case AUTO -> byHealth(member, facts, health, held);
            case QUIESCE -> health.state() == Verdict.State.DOWN
                    ? byHealth(member, facts, health, held)
                    : WeightDecision.in(member, ServerState.QUIESCED, 0, order.because());
            case FORCE_UP ->
                WeightDecision.in(member, ServerState.FORCED_UP, member.configuredWeight(), order.because());
            case FORCE_DOWN -> out(member, ServerState.FORCED_DOWN, order.because(), held);
        }).orElseGet(() -> byHealth(member, facts, health, held));
    }

    private static WeightDecision byHealth(Member member, Facts facts, Verdict health, Optional<Destination> held) {
        Optional<Reason.Flaps> flaps = facts.flaps(member);
        if (flaps.isPresent()) {
            return flapping(member, facts, health, flaps.get(), held);
        }
        return switch (health.state()) {
            case UP -> up(member, facts.weight(member), facts.share(member), health);
            case DOWN -> out(member, ServerState.DOWN, new Reason.Said(health.why()), held);
            case UNKNOWN -> unknown(member, facts.unknown(member), held);
        };
    }

    /** Who starts up has not failed and does not come alone: the whole weight at once, whatever slow start says. */
    private static WeightDecision unknown(Member member, Reason cause, Optional<Destination> held) {
        if (startsUp(member) && held.filter(d -> d.weight() == 0).isEmpty()) {
            return WeightDecision.in(member, ServerState.UNKNOWN,
                    held.map(Destination::weight).orElse(member.configuredWeight()),
                    new Reason.ServesFromTheStart(cause));
        }
        return held.map(d -> WeightDecision.in(member, ServerState.UNKNOWN, d.weight(), new Reason.Found(cause)))
                .orElseGet(() -> new WeightDecision(member, ServerState.UNKNOWN, false, 0, cause,
                        List.of(new Step(cause, Outcome.NOT_IN_TABLE, 0))));
    }

    private static boolean startsUp(Member member) {
        return member.virtual().weighing().start() == StartState.UP;
    }

    /** It stays out, unless it is in service already: then too few others were left, and taking it out again would cost its clients. */
    private static WeightDecision flapping(Member member, Facts facts, Verdict health, Reason.Flaps flaps,
            Optional<Destination> held) {
        return switch (health.state()) {
            case UP -> held.filter(d -> d.weight() > 0).isPresent()
                    ? despiteFlaps(member, facts)
                    : out(member, ServerState.FLAPPING, flaps, held);
            case DOWN, UNKNOWN -> out(member, ServerState.FLAPPING,
                    new Reason.Both(new Reason.Said(health.why()), flaps), held);
        };
    }

    /** What a server gets that flaps and passes its checks, if too few others are left. */
    static WeightDecision despiteFlaps(Member member, Facts facts) {
        WeightDecision up = up(member, facts.weight(member), facts.share(member), facts.health(member));
        Reason cause = new Reason.LetInThoughItFlaps();
        return up.state() == ServerState.UP
                ? up.then(ServerState.FLAPPING_UP, up.weight(), cause, new Step(cause, Outcome.NOTHING, 0))
                : up;
    }

    /** With {@code fixed_weight} no percentage counts, but a server that wants no new connections gets none. */
    private static WeightDecision up(Member member, Weighed weight, Share share, Verdict health) {
        int percent = member.server().fixedWeight() ? Share.WHOLE.percent() : share.percent();
        if (share.drain() || percent == 0) {
            return WeightDecision.in(member, ServerState.DRAINED, 0, new Reason.Asks(share));
        }
        int given = WeightController.share(weight.weight(), percent);
        var steps = new ArrayList<Step>();
        weight.moved().ifPresent(cause -> steps.add(new Step(cause, Outcome.WEIGHT, weight.weight())));
        if (percent != Share.WHOLE.percent()) {
            steps.add(new Step(new Reason.Asks(share), Outcome.WEIGHT, given));
        }
        steps.add(new Step(new Reason.Passes(health.why()), Outcome.NOTHING, 0));
        return new WeightDecision(member, ServerState.UP, true, given, new Reason.Said(health.why()),
                List.copyOf(steps));
    }

    /** A server that fails leaves the table, or stays at weight 0 if it has been in service and its service quiesces. */
    private static WeightDecision out(Member member, ServerState state, Reason cause, Optional<Destination> held) {
        boolean stays = held.isPresent() && member.quiesces();
        return new WeightDecision(member, state, stays, 0, cause,
                List.of(new Step(cause, stays ? Outcome.KEEPS_CONNECTIONS : Outcome.NOT_IN_TABLE, 0)));
    }
}
