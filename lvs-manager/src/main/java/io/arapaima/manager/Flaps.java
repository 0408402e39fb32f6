package io.arapaima.manager;

import io.arapaima.config.FlapSettings;
import io.arapaima.ipc.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who comes and goes too often: such a server stays out until its checks have passed for a while, because each return takes
 * clients with it at the next failure. Times are nanoseconds of a monotonic clock. One thread.
 */
final class Flaps {
    private final Map<String, History> histories = new HashMap<>();

    /** Of one server. */
    private static final class History {
        final Deque<Long> failures = new ArrayDeque<>();
        Verdict.State last = Verdict.State.UNKNOWN;
        /** Since when it passes, while it is held out. */
        Optional<Long> passing = Optional.empty();
        boolean held;
    }

    /** Looks at what the checks say now, and tells who is held out although they pass, and why. */
    Map<String, String> look(Topology topology, Facts facts, long nowNanos) {
        var held = new HashMap<String, String>();
        var known = new HashMap<String, History>();
        topology.groups().stream().flatMap(g -> g.members().stream()).forEach(member -> {
            FlapSettings settings = member.virtual().weighing().flaps();
            if (settings.limit() > 0) {
                History history = histories.getOrDefault(member.id(), new History());
                known.put(member.id(), history);
                see(history, facts.health(member).state(), settings, nowNanos);
                if (history.held) {
                    held.put(member.id(), why(settings));
                }
            }
        });
        histories.clear();
        histories.putAll(known);
        return held;
    }

    private static void see(History history, Verdict.State state, FlapSettings settings, long nowNanos) {
        if (state == Verdict.State.DOWN && history.last == Verdict.State.UP) {
            history.failures.add(nowNanos);
        }
        while (!history.failures.isEmpty() && nowNanos - history.failures.peek() > settings.window().toNanos()) {
            history.failures.poll();
        }
        history.held |= history.failures.size() > settings.limit();
        history.passing = state == Verdict.State.UP
                ? history.passing.or(() -> Optional.of(nowNanos))
                : Optional.empty();
        if (history.passing.filter(since -> nowNanos - since >= settings.hold().toNanos()).isPresent()) {
            history.held = false;
            history.failures.clear();
        }
        history.last = state == Verdict.State.UNKNOWN ? history.last : state;
    }

    private static String why(FlapSettings settings) {
        return "flaps: failed more than " + settings.limit() + " times in " + seconds(settings.window())
                + ", stays out until its checks have passed for " + seconds(settings.hold());
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    /** When the next one may come back; empty when nobody is on the way. */
    Optional<Long> nextNanos(Topology topology) {
        return topology.groups().stream().flatMap(g -> g.members().stream())
                .flatMap(m -> Optional.ofNullable(histories.get(m.id())).filter(h -> h.held)
                        .flatMap(h -> h.passing.map(since -> since + m.virtual().weighing().flaps().hold().toNanos()))
                        .stream())
                .min(Long::compare);
    }
}
