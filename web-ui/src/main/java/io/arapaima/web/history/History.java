package io.arapaima.web.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was: of each service and server an hour of numbers each ten seconds and a day of them each two minutes. What nobody knew is a gap and stays
 * one. Of more than {@link #MOST_WITH_DAY} servers only the hour is kept, of more than {@link #MOST} nothing. Thread-safe.
 */
public final class History {
    /** Services and servers. */
    public static final int MOST = 12_000;
    /** So many, and 6.5 kB each. */
    public static final int MOST_WITH_DAY = 3_000;
    private static final int HOURS_A_DAY = (int) (Span.DAY.step().toSeconds() / Span.HOUR.step().toSeconds());
    private static final long KEPT = (long) Span.DAY.slots() * HOURS_A_DAY;

    private final Map<String, Series> all = new TreeMap<>();
    /** Slot of the hour that was written last; 0 = nothing was. */
    private long last;

    /**
     * Numbers at one moment, by id in the contract's words; below zero = not known.
     *
     * @param services five each, as {@link Measure#OF_SERVICE}
     * @param servers three each, as {@link Measure#OF_SERVER}
     */
    record Reading(Map<String, long[]> services, Map<String, long[]> servers) {}

    /**
     * A part of what was.
     *
     * @param from the moment of the first value
     * @param span how far, and how fine
     * @param values by measure, the oldest first; null = not known
     */
    public record Excerpt(Instant from, Span span, Map<Measure, List<@Nullable Long>> values) {}

    synchronized void take(Instant now, Reading reading) {
        long slot = Span.HOUR.slot(now.getEpochSecond());
        if (slot < last - Span.HOUR.slots()) {
            all.clear(); // the clock was set back by more than an hour: what is kept would be of the future
            last = 0;
        }
        if (slot < last) {
            return;
        }
        advance(slot);
        reading.services().forEach((id, values) -> put(id, Measure.OF_SERVICE, slot, values));
        reading.servers().forEach((id, values) -> put(id, Measure.OF_SERVER, slot, values));
    }

    private void put(String id, List<Measure> measures, long slot, long[] values) {
        Series series = all.get(id);
        if (series == null || !series.measures().equals(measures)) {
            if (all.size() >= MOST) {
                return;
            }
            series = new Series(measures, measures.equals(Measure.OF_SERVICE) || all.size() < MOST_WITH_DAY);
            all.put(id, series);
        }
        series.put(slot, values);
    }

    /** Ends what is over, and leaves gaps where nothing was written. */
    private void advance(long slot) {
        long before = last;
        last = slot;
        if (before == 0 || before == slot) {
            return;
        }
        long day = Math.floorDiv(before, HOURS_A_DAY);
        long today = Math.floorDiv(slot, HOURS_A_DAY);
        if (today > day) {
            all.values().removeIf(series -> series.seen() < slot - KEPT);
        }
        for (Series series : all.values()) {
            if (today > day) {
                series.condense(day, Math.max(day * HOURS_A_DAY, before - Span.HOUR.slots() + 1), before);
                for (long d = Math.max(day + 1, today - Span.DAY.slots() + 1); d <= today; d++) {
                    series.clear(Span.DAY, d);
                }
            }
            for (long s = Math.max(before + 1, slot - Span.HOUR.slots() + 1); s <= slot; s++) {
                series.clear(Span.HOUR, s);
            }
        }
    }

    /**
     * Looks back.
     *
     * @param id of a service or a server
     * @param span how far
     * @param now the moment of the last value
     * @return what is known; empty when nothing is kept of it
     */
    public synchronized Optional<Excerpt> excerpt(String id, Span span, Instant now) {
        Series series = all.get(id);
        if (series == null || series.rings(span).length == 0) {
            return Optional.empty();
        }
        long written = span == Span.HOUR ? last : Math.floorDiv(last, HOURS_A_DAY) - 1;
        long end = span.slot(now.getEpochSecond()) - (span == Span.HOUR ? 0 : 1);
        long first = end - span.slots() + 1;
        Map<Measure, List<@Nullable Long>> values = new EnumMap<>(Measure.class);
        for (int m = 0; m < series.measures().size(); m++) {
            char[] ring = series.rings(span)[m];
            List<@Nullable Long> list = new ArrayList<>(span.slots());
            for (long slot = first; slot <= end; slot++) {
                char packed = slot > written || slot <= written - span.slots() ? Packed.GAP : ring[span.place(slot)];
                list.add(packed == Packed.GAP ? null : Packed.value(packed));
            }
            values.put(series.measures().get(m), list);
        }
        return Optional.of(new Excerpt(Instant.ofEpochSecond(first * span.step().toSeconds()), span, values));
    }

    /** For the file: everything, as it is now. */
    synchronized <T> T with(Inside<T> reader) {
        return reader.of(last, all);
    }

    /** In the place of everything. */
    synchronized void restore(long lastSlot, Map<String, Series> series) {
        last = lastSlot;
        all.clear();
        all.putAll(series);
    }

    /** Looks at what is inside while nobody changes it. */
    @FunctionalInterface
    interface Inside<T> {
        T of(long last, Map<String, Series> all);
    }
}
