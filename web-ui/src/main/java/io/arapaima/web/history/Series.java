package io.arapaima.web.history;

import java.util.List;

/** The numbers of one service or server, in rings whose places are slots of time. Guarded by the history it belongs to. */
final class Series {
    private final List<Measure> measures;
    private final char[][] hour;
    /** None where there are too many servers for a day of each. */
    private final char[][] day;
    private long seen;

    Series(List<Measure> measures, boolean withDay) {
        this.measures = measures;
        this.hour = new char[measures.size()][Span.HOUR.slots()];
        this.day = withDay ? new char[measures.size()][Span.DAY.slots()] : new char[0][];
    }

    List<Measure> measures() {
        return measures;
    }

    /** The rings of a span, one a measure; none = this span is not kept. */
    char[][] rings(Span span) {
        return switch (span) {
            case HOUR -> hour;
            case DAY -> day;
        };
    }

    /** {@return the slot of the hour in which something was put here last} */
    long seen() {
        return seen;
    }

    void seen(long slot) {
        seen = slot;
    }

    void put(long slot, long[] values) {
        for (int m = 0; m < hour.length; m++) {
            hour[m][Span.HOUR.place(slot)] = values[m] < 0 ? Packed.GAP : Packed.of(values[m]);
        }
        seen = slot;
    }

    void clear(Span span, long slot) {
        for (char[] ring : rings(span)) {
            ring[span.place(slot)] = Packed.GAP;
        }
    }

    /**
     * Puts a part of the hour into one slot of the day: the mean of what is known, of weights the last.
     *
     * @param slot of the day
     * @param from first slot of the hour that counts
     * @param to the last
     */
    void condense(long slot, long from, long to) {
        for (int m = 0; m < day.length; m++) {
            day[m][Span.DAY.place(slot)] = condensed(m, from, to);
        }
    }

    private char condensed(int m, long from, long to) {
        long sum = 0;
        int count = 0;
        char last = Packed.GAP;
        for (long slot = from; slot <= to; slot++) {
            char packed = hour[m][Span.HOUR.place(slot)];
            if (packed != Packed.GAP) {
                sum += Packed.value(packed);
                count++;
                last = packed;
            }
        }
        boolean mean = measures.get(m) != Measure.WEIGHT && count > 0;
        return mean ? Packed.of(Math.round((double) sum / count)) : last;
    }
}
