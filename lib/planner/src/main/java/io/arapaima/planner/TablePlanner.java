package io.arapaima.planner;

import io.arapaima.config.StartState;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.ServerState;
import io.arapaima.ipc.Serving;
import io.arapaima.ipc.Share;
import io.arapaima.ipc.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From facts to the whole desired table, each weight with its reason. Pure: take-over, reload, failure, drift repair and
 * operators' commands are this one function with another input.
 */
public final class TablePlanner {
    private TablePlanner() {}

    public static Plan plan(Topology topology, Facts facts) {
        List<Plan.ServicePlan> services = new ArrayList<>();
        List<Table.Entry> entries = new ArrayList<>();
        for (Topology.Group group : topology.groups()) {
            Optional<Table.Entry> actual = facts.held(group.service().key());
            List<WeightDecision> able = LastOnes.keep(group, group.members().stream()
                    .map(m -> decide(m, facts, actual.flatMap(e -> e.destination(m.key())))).toList(), facts);
            Serving serving = ServiceQuorum.serving(group, able, facts);
            List<WeightDecision> decisions = serving == Serving.SORRY_FOR_FEW
                    ? ServiceQuorum.waiting(group, able)
                    : able;
            List<Destination> destinations = new ArrayList<>();
            decisions.stream().filter(WeightDecision::inTable)
                    .map(d -> d.member().configured().withWeight(d.weight()))
                    .forEach(destinations::add);
            if (serving.sorry()) {
                Destination sorry = group.sorry().orElseThrow();
                destinations.removeIf(d -> d.key().equals(sorry.key()));
                destinations.add(sorry);
            }
            entries.add(new Table.Entry(group.service(), destinations));
            services.add(new Plan.ServicePlan(group, serving, decisions, facts.sorry(group)));
        }
        entries.addAll(topology.paths().entries());
        return new Plan(new Table(entries), services);
    }

    private static WeightDecision decide(Topology.Member member, Facts facts, Optional<Destination> held) {
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

    private static WeightDecision byHealth(Topology.Member member, Facts facts, Verdict health,
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
    private static WeightDecision unknown(Topology.Member member, String cause, Optional<Destination> held) {
        if (startsUp(member) && held.filter(d -> d.weight() == 0).isEmpty()) {
            return in(member, ServerState.UNKNOWN,
                    held.map(Destination::weight).orElse(member.configuredWeight()), "in the table, " + cause);
        }
        return held.map(d -> in(member, ServerState.UNKNOWN, d.weight(), cause + ", as found in the table"))
                .orElseGet(() -> new WeightDecision(member, ServerState.UNKNOWN, false, 0, cause,
                        configured(member) + ", " + cause + ": not in the table"));
    }

    private static boolean startsUp(Topology.Member member) {
        return member.virtual().weighing().start() == StartState.UP;
    }

    /** It stays out, unless it is in service already: then too few others were left, and taking it out again would cost its clients. */
    private static WeightDecision flapping(Topology.Member member, Facts facts, Verdict health, String flaps,
            Optional<Destination> held) {
        return switch (health.state()) {
            case UP -> held.filter(d -> d.weight() > 0).isPresent()
                    ? despiteFlaps(member, facts)
                    : out(member, ServerState.FLAPPING, flaps, held);
            case DOWN, UNKNOWN -> out(member, ServerState.FLAPPING, health.why() + "; " + flaps, held);
        };
    }

    /** What a server gets that flaps and passes its checks, if too few others are left. */
    static WeightDecision despiteFlaps(Topology.Member member, Facts facts) {
        WeightDecision up = up(member, facts.weight(member), facts.share(member), facts.health(member));
        String cause = "flaps, let in because too few others were left";
        return up.state() == ServerState.UP
                ? new WeightDecision(member, ServerState.FLAPPING_UP, true, up.weight(), cause,
                        up.why() + ", " + cause)
                : up;
    }

    /** With {@code fixed_weight} no percentage counts, but a server that wants no new connections gets none. */
    private static WeightDecision up(Topology.Member member, Weights.Weighed weight, Share share, Verdict health) {
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

    private static WeightDecision in(Topology.Member member, ServerState state, int weight, String cause) {
        return new WeightDecision(member, state, true, weight, cause,
                configured(member) + ", " + cause + ": " + weight);
    }

    /** A server that fails leaves the table, or stays at weight 0 if it has been in service and its service quiesces. */
    private static WeightDecision out(Topology.Member member, ServerState state, String cause,
            Optional<Destination> held) {
        boolean stays = held.isPresent() && member.quiesces();
        return new WeightDecision(member, state, stays, 0, cause,
                configured(member) + ", " + cause + (stays ? ": 0, keeps its connections" : ": not in the table"));
    }

    private static String configured(Topology.Member member) {
        return "configured " + member.configuredWeight();
    }
}
