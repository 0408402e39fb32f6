package io.arapaima.web.history;

import java.time.Duration;

/** How far back, and how fine. */
public enum Span {
    /** 360 values, one each 10 s. */
    HOUR(360, 10),
    /** 720 values, one each 2 min. */
    DAY(720, 120);

    private final int slots;
    private final int seconds;

    Span(int slots, int seconds) {
        this.slots = slots;
        this.seconds = seconds;
    }

    /** {@return how many values} */
    public int slots() {
        return slots;
    }

    /** {@return from one value to the next} */
    public Duration step() {
        return Duration.ofSeconds(seconds);
    }

    /** Number of the slot of a moment, counted since 1970. */
    long slot(long epochSecond) {
        return Math.floorDiv(epochSecond, seconds);
    }

    int place(long slot) {
        return (int) Math.floorMod(slot, (long) slots);
    }
}
