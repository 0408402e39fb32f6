package io.arapaima.planner;

import io.arapaima.config.StartState;
import io.arapaima.dataplane.Destination;
import io.arapaima.ipc.ServerState;
import io.arapaima.ipc.Share;
import io.arapaima.ipc.Verdict;
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
                    : in(member, ServerState.QUIESCED, 0, order.words());
            case FORCE_UP -> in(member, ServerState.FORCED_UP, member.configuredWeight(),
                    order.words());
            case FORCE_DOWN -> out(member, ServerState.FORCED_DOWN, order.words(), held);
        }).orElseGet(() -> byHealth(member, facts, health, held));
    }

    private static WeightDecision byHealth(Member member, Facts facts, Verdict health,
            Optional<Destination> held) {
        Optional<String> flaps = facts.flaps(member);
        if (flaps.isPresent()) {
            return flapping(member, facts, health, flaps.get(), held);
        }
        return switch (health.state()) {
            case UP -> up(member, facts.weight(member), facts.share(member), health);
            case DOWN -> out(member, ServerState.DOWN, health.why(), held);
            case UNKNOWN -> unknown(member, facts.unknown(member), held);
        };
    }

    /** Who starts up has not failed and does not come alone: the whole weight at once, whatever slow start says. */
    private static WeightDecision unknown(Member member, String cause, Optional<Destination> held) {
        if (startsUp(member) && held.filter(d -> d.weight() == 0).isEmpty()) {
            return in(member, ServerState.UNKNOWN,
                    held.map(Destination::weight).orElse(member.configuredWeight()), "in the table, " + cause);
        }
        return held.map(d -> in(member, ServerState.UNKNOWN, d.weight(), cause + ", as found in the table"))
                .orElseGet(() -> new WeightDecision(member, ServerState.UNKNOWN, false, 0, cause,
                        configured(member) + ", " + cause + ": not in the table"));
    }

    private static boolean startsUp(Member member) {
        return member.virtual().weighing().start() == StartState.UP;
    }

    /** It stays out, unless it is in service already: then too few others were left, and taking it out again would cost its clients. */
    private static WeightDecision flapping(Member member, Facts facts, Verdict health, String flaps,
            Optional<Destination> held) {
        return switch (health.state()) {
            case UP -> held.filter(d -> d.weight() > 0).isPresent()
                    ? despiteFlaps(member, facts)
                    : out(member, ServerState.FLAPPING, flaps, held);
            case DOWN, UNKNOWN -> out(member, ServerState.FLAPPING, health.why() + "; " + flaps, held);
        };
    }

    /** What a server gets that flaps and passes its checks, if too few others are left. */
    static WeightDecision despiteFlaps(Member member, Facts facts) {
        WeightDecision up = up(member, facts.weight(member), facts.share(member), facts.health(member));
        String cause = "flaps, let in because too few others were left";
        return up.state() == ServerState.UP
                ? new WeightDecision(member, ServerState.FLAPPING_UP, true, up.weight(), cause,
                        up.why() + ", " + cause)
                : up;
    }

    /** With {@code fixed_weight} no percentage counts, but a server that wants no new connections gets none. */
    private static WeightDecision up(Member member, Weighed weight, Share share, Verdict health) {
        int percent = member.server().fixedWeight() ? Share.WHOLE.percent() : share.percent();
        String asked = "the server asks for " + share;
        if (share.drain() || percent == 0) {
            return in(member, ServerState.DRAINED, 0, asked);
        }
        int given = WeightController.share(weight.weight(), percent);
        String moved = weight.why().isEmpty() ? "" : ", " + weight.why() + ": " + weight.weight();
        String shared = percent == Share.WHOLE.percent() ? "" : ", " + asked + ": " + given;
        return new WeightDecision(member, ServerState.UP, true, given, health.why(),
                configured(member) + moved + shared + ", check up: " + health.why());
    }

    private static WeightDecision in(Member member, ServerState state, int weight, String cause) {
        return new WeightDecision(member, state, true, weight, cause,
                configured(member) + ", " + cause + ": " + weight);
    }

    /** A server that fails leaves the table, or stays at weight 0 if it has been in service and its service quiesces. */
    private static WeightDecision out(Member member, ServerState state, String cause,
            Optional<Destination> held) {
        boolean stays = held.isPresent() && member.quiesces();
        return new WeightDecision(member, state, stays, 0, cause,
                configured(member) + ", " + cause + (stays ? ": 0, keeps its connections" : ": not in the table"));
    }

    private static String configured(Member member) {
        return "configured " + member.configuredWeight();
    }
}
