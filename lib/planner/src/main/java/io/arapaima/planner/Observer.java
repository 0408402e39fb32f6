package io.arapaima.planner;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import io.arapaima.ipc.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells what changed between what was last told and a new plan. Pure. First results after a start are no news: a server
 * that comes up for the first time is told without a mail.
 */
public final class Observer {
    private static final String UNTOLD = ServerState.UNKNOWN.word();
    private static final String UP = ServerState.UP.word();
    private static final String FLAPPING = ServerState.FLAPPING.word();
    private static final String FLAPPING_UP = ServerState.FLAPPING_UP.word();
    private static final Set<String> IN_SERVICE = Set.of(UP, FLAPPING_UP);
    /** What a server wants for itself moves its weight, and wakes nobody. */
    private static final String DRAINED = ServerState.DRAINED.word();
    /** The service tells. */
    private static final String WAITING = ServerState.WAITING.word();

    private final Map<String, Shown> before;
    private final Map<String, Shown> after = new HashMap<>();
    private final List<News> news = new ArrayList<>();
    private final Instant now;

    private Observer(Map<String, Shown> before, Instant now) {
        this.before = before;
        this.now = now;
    }

    /**
     * What changed.
     *
     * @param news in the order in which it is to be told: servers, then what it means for their service
     * @param shown what has been told once the news are out
     */
    public record Observation(List<News> news, Map<String, Shown> shown) {}

    static Observation observe(Map<String, Shown> before, Plan plan, Instant now) {
        var observer = new Observer(before, now);
        plan.services().forEach(observer::service);
        return new Observation(List.copyOf(observer.news), Map.copyOf(observer.after));
    }

    /** Weights that moved while their server stayed in service: the ramp, the load, a new configuration. */
    static List<News> weights(Plan before, Plan after) {
        var old = new HashMap<String, Integer>();
        before.services().forEach(s -> s.decisions().forEach(d -> old.put(d.member().id(), d.weight())));
        var news = new ArrayList<News>();
        after.services().forEach(s -> s.decisions().forEach(d -> {
            int was = old.getOrDefault(d.member().id(), 0);
            if (was > 0 && d.weight() > 0 && was != d.weight()) {
                news.add(new News(Event.Kind.WEIGHT, d.member().subject(), "weight " + was, "weight " + d.weight(),
                        English.of(d.why()),
                        ""));
            }
        }));
        return news;
    }

    /**
     * Services that lack their quorum, by what was last told about each.
     *
     * @param topology which services there are
     * @param shown what was last told, by subject
     * @return their names
     */
    public static Set<String> lost(Topology topology, Map<String, Shown> shown) {
        return topology.groups().stream().filter(group -> Optional.ofNullable(shown.get(group.subject().text()))
                .flatMap(told -> Serving.ofWord(told.state())).filter(Serving::lost).isPresent()).map(Group::name)
                .collect(Collectors.toSet());
    }

    private void service(Plan.ServicePlan service) {
        String left = service.serversLeft() + " of " + service.decisions().size() + " servers in service";
        service.decisions().forEach(decision -> server(service, decision, left));
        String was = told(service.group().subject(), Serving.STARTING.word());
        String is = service.serving().word();
        remember(service.group().subject(), is);
        if (!was.equals(is)) {
            serving(service, was, is);
        }
    }

    private void server(Plan.ServicePlan service, WeightDecision decision, String left) {
        Subject id = decision.member().subject();
        String was = told(id, UNTOLD);
        String is = decision.state().word();
        // Not checked yet is no news about a server that was known: the last word stands until there is a new one.
        if (decision.state() == ServerState.UNKNOWN && !was.equals(UNTOLD)) {
            remember(id, was);
            return;
        }
        remember(id, is);
        if (!was.equals(is)) {
            Event.Kind kind = switch (decision.state()) {
                case UP -> up(was);
                case DRAINED, WAITING -> IN_SERVICE.contains(was) ? Event.Kind.WEIGHT : entered(was);
                case FLAPPING_UP -> was.equals(WAITING) ? Event.Kind.WEIGHT : Event.Kind.SERVER_UP;
                case FLAPPING -> was.equals(FLAPPING_UP) ? Event.Kind.SERVER_DOWN : Event.Kind.FLAPPING;
                case DOWN, KEPT -> Event.Kind.SERVER_DOWN;
                case UNKNOWN, NOT_CHECKED -> Event.Kind.LIFE;
                case QUIESCED, FORCED_UP, FORCED_DOWN -> Event.Kind.OPERATOR;
            };
            news.add(new News(kind, id, was, is, English.of(decision.cause()), effect(decision) + left, "",
                    facts(service, id).of(decision)));
        }
    }

    private Known facts(Plan.ServicePlan service, Subject about) {
        Shown shown = before.get(about.text());
        return new Known(service, Optional.ofNullable(shown).map(s -> Duration.between(s.since(), now))
                .filter(lasted -> !lasted.isNegative()));
    }

    private static Event.Kind up(String was) {
        if (was.equals(FLAPPING) || was.equals(FLAPPING_UP)) {
            return Event.Kind.FLAPPING_OVER;
        }
        return was.equals(DRAINED) || was.equals(WAITING) ? Event.Kind.WEIGHT : entered(was);
    }

    private static Event.Kind entered(String was) {
        return was.equals(UNTOLD) ? Event.Kind.LIFE : Event.Kind.SERVER_UP;
    }

    private static String effect(WeightDecision decision) {
        if (decision.weight() > 0) {
            return "weight " + decision.weight() + ", ";
        }
        return decision.inTable() ? "weight 0, established connections stay, " : "not in the table, ";
    }

    private void serving(Plan.ServicePlan service, String was, String is) {
        Subject name = service.group().subject();
        String why = service.serversLeft() + " of " + service.decisions().size() + " real servers in service"
                + ServiceQuorum.planned(service.decisions(), ", ") + quorum(service) + notJudged(service);
        Event.Kind kind = switch (service.serving()) {
            case REAL_SERVERS -> was.equals(Serving.STARTING.word()) ? Event.Kind.LIFE : Event.Kind.SERVICE_UP;
            case TOO_FEW, SORRY_FOR_FEW, SORRY_SERVER, SORRY_DOWN, NOBODY -> Event.Kind.SERVICE_DOWN;
            case STARTING -> Event.Kind.LIFE;
        };
        String effect = switch (service.serving()) {
            case TOO_FEW -> "they go on serving";
            case NOBODY -> "clients get no answer";
            case SORRY_DOWN -> "the sorry server fails its check, clients get no answer";
            case STARTING, REAL_SERVERS, SORRY_FOR_FEW, SORRY_SERVER -> "";
        };
        boolean sorryBack = was.equals(Serving.SORRY_DOWN.word())
                && service.serving() == Serving.SORRY_SERVER;
        if (!sorryBack) {
            news.add(new News(kind, name, was, is, why, effect, "", facts(service, name).ofService()));
        }
        String sorry = "sorry server " + service.group().sorry().map(d -> d.key().toString()).orElse("");
        boolean wasSorry = Serving.ofWord(was).filter(Serving::sorryAnswers).isPresent();
        if (service.serving().sorryAnswers() && !wasSorry) {
            news.add(new News(Event.Kind.SORRY_ON, name, "off", sorry, why, "", "",
                    facts(service, name).ofService()));
        } else if (wasSorry && !service.serving().sorryAnswers()) {
            news.add(new News(Event.Kind.SORRY_OFF, name, sorry, "off", why, "", "",
                    facts(service, name).ofService()));
        }
    }

    /** Servers that nothing is known of have no event of their own; at most three causes are named. */
    private static String notJudged(Plan.ServicePlan service) {
        return service.serving().lost()
                ? service.decisions().stream().filter(d -> d.state() == ServerState.UNKNOWN)
                        .map(d -> English.of(d.cause())).distinct().limit(3).map(c -> "; " + c)
                        .collect(Collectors.joining())
                : "";
    }

    private static String quorum(Plan.ServicePlan service) {
        return service.group().quorum()
                .filter(q -> q.threshold(service.decisions().size(), true) > 1)
                .map(q -> ", quorum = " + q.needed() + (q.hysteresis() > 0 ? " +/- " + q.hysteresis() : "")).orElse("");
    }

    private String told(Subject subject, String otherwise) {
        Shown shown = before.get(subject.text());
        return shown == null ? otherwise : shown.state();
    }

    private void remember(Subject subject, String state) {
        Shown shown = before.get(subject.text());
        after.put(subject.text(), shown != null && shown.state().equals(state) ? shown : new Shown(state, now));
    }
}
