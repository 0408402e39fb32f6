package io.arapaima.manager;

import io.arapaima.checkspec.PrintableText;
import io.arapaima.config.Nearest;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.Subject;
import io.arapaima.planner.Consequence;
import io.arapaima.planner.Facts;
import io.arapaima.planner.Member;
import io.arapaima.planner.News;
import io.arapaima.planner.Order;
import io.arapaima.planner.Plan;
import io.arapaima.planner.TablePlanner;
import io.arapaima.planner.Topology;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What operators have said about real servers, in force until it is taken back or its time is over. For the director's thread. */
final class Overrides {
    private static final int SUGGESTED = 3;

    private final InstantSource clock;
    private Map<String, Order> inForce;
    /** Who took the last order about a server back; empty = its time was over. */
    private final Map<String, String> ended = new HashMap<>();

    Overrides(Map<String, Order> saved, InstantSource clock) {
        this.inForce = new HashMap<>(saved);
        this.clock = clock;
    }

    /**
     * What holds when a command comes.
     *
     * @param topology of the configuration in force
     * @param plan in force
     * @param facts that it was made of
     * @param file where the configuration comes from
     */
    record Scene(Topology topology, Plan plan, Facts facts, Path file) {}

    /**
     * What became of a command.
     *
     * @param ok whether it is in force
     * @param lines why not, or what harm it does
     * @param servers whom it is about
     */
    record Outcome(boolean ok, List<String> lines, List<String> servers) {
        static Outcome refused(List<String> why) {
            return new Outcome(false, why, List.of());
        }
    }

    Map<String, Order> inForce() {
        return inForce;
    }

    /** {@return who took back what is no longer in force, by member; empty = its time was over} */
    Map<String, String> ended() {
        return ended;
    }

    /** Takes a command for all whom it is about, or for none: not if it does harm and the operator has not confirmed it. */
    Outcome take(Input.Operate command, Scene scene) {
        Message.Operate wish = command.wish();
        List<String> servers = meant(scene.topology(), wish.server());
        List<String> wrong = servers.isEmpty() ? List.of(unknown(wish.server(), scene)) : wrong(wish);
        if (!wrong.isEmpty()) {
            return Outcome.refused(wrong);
        }
        Map<String, Order> wishes = new HashMap<>(inForce);
        if (wish.action() == Action.AUTO) {
            wishes.keySet().removeAll(servers);
        } else {
            Order order = order(wish, command.actor());
            servers.forEach(server -> wishes.put(server, order));
        }
        List<String> harm = Consequence.of(scene.plan(),
                TablePlanner.plan(scene.topology(), scene.facts().overridden(wishes)), servers);
        if (!harm.isEmpty() && !wish.confirmed().orElse(true)) {
            var lines = new ArrayList<>(harm);
            lines.add("nothing was changed; repeat the command with --yes");
            return Outcome.refused(lines);
        }
        servers.forEach(server -> {
            if (wishes.containsKey(server)) {
                ended.remove(server);
            } else if (inForce.containsKey(server)) {
                ended.put(server, command.actor());
            }
        });
        inForce = wishes;
        return new Outcome(true, harm, servers);
    }

    /** A server by its name, all servers of a service, or all at an address, in whatever service and at whatever port. */
    private static List<String> meant(Topology topology, String name) {
        if (topology.member(name).isPresent()) {
            return List.of(name);
        }
        List<Member> ofService = topology.groups().stream()
                .filter(g -> g.name().equals(name) || List.of(g.name().split("\\+")).contains(name))
                .flatMap(g -> g.members().stream()).toList();
        return (ofService.isEmpty() ? at(topology, name) : ofService).stream().map(Member::id).toList();
    }

    private static List<Member> at(Topology topology, String name) {
        Optional<InetAddress> address = literal(name);
        return topology.groups().stream().flatMap(g -> g.members().stream())
                .filter(m -> address.filter(m.key().address()::equals).isPresent()
                        || m.key().toString().equals(name))
                .toList();
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Order order(Message.Operate wish, String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Order(wish.action(), actor, now, PrintableText.line(wish.reason().orElse("")),
                wish.seconds().map(s -> now.plusSeconds(s + 1))); // whole seconds, and no less than was asked for
    }

    private static String unknown(String name, Scene scene) {
        List<String> known = scene.topology().groups().stream()
                .flatMap(g -> Stream.concat(Stream.of(g.name()), g.members().stream().map(Member::id))).toList();
        List<String> near = Nearest.of(name, known, SUGGESTED);
        return "no real server, service or address " + name + " in " + scene.file()
                + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
    }

    private static List<String> wrong(Message.Operate wish) {
        if (wish.seconds().filter(s -> s < 1 || s > Message.Operate.LONGEST_SECONDS).isPresent()) {
            return List.of("the time is " + wish.seconds().orElseThrow() + " s; it is 1 s to 365 days");
        }
        if (wish.reason().filter(r -> r.length() > Message.Operate.LONGEST_REASON).isPresent()) {
            return List.of("the reason has " + wish.reason().orElseThrow().length() + " characters; write at most "
                    + Message.Operate.LONGEST_REASON);
        }
        return List.of();
    }

    /** A server that has left lvs.cf since keeps its name. */
    private static Subject subject(Topology topology, String server) {
        return topology.member(server).<Subject>map(Member::subject).orElseGet(() -> Subject.ofText(server));
    }

    /** Ends what has had its time. {@return what there is to tell about it} */
    List<News> lapse(Topology topology) {
        Instant now = clock.instant();
        var news = new ArrayList<News>();
        inForce.forEach((server, order) -> {
            if (order.over(now)) {
                news.add(new News(Event.Kind.OPERATOR, subject(topology, server), order.words(),
                        "the checks decide again", "its time is over", "").with(
                                Event.Facts.of(new Reason.OrderEnded(""), order.because())));
                ended.put(server, "");
            }
        });
        inForce.values().removeIf(order -> order.over(now));
        return news;
    }

    /** {@return the time until the next one ends by itself; empty = none does} */
    Optional<Duration> nextEnd() {
        Instant now = clock.instant();
        return inForce.values().stream().flatMap(order -> order.until().stream()).min(Instant::compareTo)
                .map(end -> Duration.between(now, end));
    }
}
