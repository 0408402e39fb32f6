package io.arapaima.manager;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** What waits for the director, and what it is at work on: a role goes before everything that came with it. Thread-safe. */
final class Inbox {
    /** Verdicts of a whole large table, several times. A peer that outruns us waits. */
    private static final int MOST = 100_000;

    private final BlockingQueue<Input> waiting = new LinkedBlockingQueue<>(MOST);
    private final Workload workload;
    private final LongSupplier nanoTime;

    Inbox(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.workload = new Workload(nanoTime.getAsLong());
    }

    /** Hands an input over; blocks while very many wait. */
    void post(Input input) {
        try {
            waiting.put(input);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that is there, or the first that comes within the time; none = nothing came. It counts as work until {@link #done}. */
    List<Input> take(long nanos) throws InterruptedException {
        Input first = waiting.poll(nanos, TimeUnit.NANOSECONDS);
        if (first == null) {
            return List.of();
        }
        List<Input> batch = new ArrayList<>();
        batch.add(first);
        waiting.drainTo(batch);
        batch.forEach(input -> workload.begin(input, nanoTime.getAsLong()));
        // A role cannot wait for anything.
        return Stream.concat(batch.stream().filter(Input.Confirmed.class::isInstance),
                batch.stream().filter(input -> !(input instanceof Input.Confirmed))).toList();
    }

    /** A pass has looked at all that was taken. */
    void done() {
        workload.end();
    }

    boolean verdictsWait() {
        return waiting.stream().anyMatch(Input.Verdicts.class::isInstance);
    }

    /** Whether whoever takes is late for a good reason: it has just started, or takes another lvs.cf into use. */
    boolean explainsSilence() {
        return workload.explains(nanoTime.getAsLong());
    }
}
