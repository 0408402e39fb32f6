package io.arapaima.planner;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.FlapSettings;
import io.arapaima.ipc.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers that fail too often: such a one flaps until its checks have passed for a while, or until it has failed for
 * so long that it is plainly down. Times are nanoseconds of a monotonic clock.
 *
 * @param histories what happened lately, by member that {@code flap_limit} is set for
 */
public record Flaps(Map<String, History> histories) {
    /** Nothing has happened yet. */
    public static final Flaps NONE = new Flaps(Map.of());

    /**
     * What happened to one server lately.
     *
     * @param failures when it went from up to down, within the window
     * @param last its last state that was one
     * @param passing since when it passes; empty = it does not
     * @param back when it may come back, if it goes on passing
     * @param held whether it is held out
     */
    record History(List<Long> failures, Verdict.State last, Optional<Long> passing, Optional<Long> back, boolean held) {
        static final History NEW = new History(List.of(), Verdict.State.UNKNOWN, Optional.empty(), Optional.empty(),
                false);

        History seen(Verdict.State state, FlapSettings settings, long nowNanos) {
            List<Long> recent = failures;
            if (state == Verdict.State.DOWN && last == Verdict.State.UP) {
                recent = new ArrayList<>(failures);
                recent.add(nowNanos);
            }
            long window = settings.window().toNanos();
            if (!recent.isEmpty() && nowNanos - recent.getFirst() > window) {
                recent = recent.stream().filter(at -> nowNanos - at <= window).toList();
            }
            Optional<Long> since = state == Verdict.State.UP
                    ? passing.or(() -> Optional.of(nowNanos))
                    : Optional.empty();
            Optional<Long> end = since.map(at -> at + settings.hold().toNanos());
            boolean over = end.filter(at -> nowNanos - at >= 0).isPresent();
            boolean plainlyDown = recent.isEmpty() && state == Verdict.State.DOWN;
            boolean out = (held || recent.size() > settings.limit()) && !over && !plainlyDown;
            return new History(over ? List.of() : recent, state == Verdict.State.UNKNOWN ? last : state, since, end,
                    out);
        }
    }

    /**
     * What a look gave.
     *
     * @param flaps what is to be known at the next one
     * @param held who flaps, by member
     */
    record Look(Flaps flaps, Map<String, Reason.Flaps> held) {}

    /** Looks at what the checks say now. */
    Look look(Topology topology, Facts facts, long nowNanos) {
        var next = new HashMap<String, History>();
        var held = new HashMap<String, Reason.Flaps>();
        topology.groups().stream().flatMap(g -> g.members().stream()).forEach(member -> {
            FlapSettings settings = member.virtual().weighing().flaps();
            if (settings.limit() > 0) {
                History history = histories.getOrDefault(member.id(), History.NEW)
                        .seen(facts.health(member).state(), settings, nowNanos);
                next.put(member.id(), history);
                if (history.held()) {
                    held.put(member.id(), new Reason.Flaps(settings.limit(), settings.window(), settings.hold()));
                }
            }
        });
        return new Look(new Flaps(next), held);
    }

    /** When the next one may come back; empty when nobody is on the way. */
    Optional<Long> nextNanos() {
        return histories.values().stream().filter(History::held).flatMap(h -> h.back().stream()).min(Long::compare);
    }
}
