package io.arapaima.planner;

import io.arapaima.config.FlapSettings;
import io.arapaima.ipc.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * The servers that fail too often: such a one flaps until its checks have passed for a while, or until it has failed for
 * so long that it is plainly down. Times are nanoseconds of a monotonic clock. One thread.
 */
public final class Flaps {
    private final Map<String, History> histories = new HashMap<>();

    /** Of one server. */
    private static final class History {
        final Deque<Long> failures = new ArrayDeque<>();
        Verdict.State last = Verdict.State.UNKNOWN;
        /** Since when it passes; empty = it does not. */
        Optional<Long> passing = Optional.empty();
        /** When it may come back, if it goes on passing. */
        Optional<Long> back = Optional.empty();
        boolean held;
    }

    /** Looks at what the checks say now; who flaps, and what that means. */
    public Map<String, String> look(Topology topology, Facts facts, long nowNanos) {
        var held = new HashMap<String, String>();
        var known = new HashSet<String>();
        topology.groups().stream().flatMap(g -> g.members().stream()).forEach(member -> {
            FlapSettings settings = member.virtual().weighing().flaps();
            if (settings.limit() > 0) {
                known.add(member.id());
                History history = histories.computeIfAbsent(member.id(), _ -> new History());
                see(history, facts.health(member).state(), settings, nowNanos);
                if (history.held) {
                    held.put(member.id(), why(settings));
                }
            }
        });
        histories.keySet().retainAll(known);
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
        history.back = history.passing.map(since -> since + settings.hold().toNanos());
        if (history.back.filter(at -> nowNanos - at >= 0).isPresent()) {
            history.held = false;
            history.failures.clear();
        }
        if (history.failures.isEmpty() && state == Verdict.State.DOWN) {
            history.held = false;
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
    public Optional<Long> nextNanos() {
        return histories.values().stream().filter(h -> h.held).flatMap(h -> h.back.stream()).min(Long::compare);
    }
}
