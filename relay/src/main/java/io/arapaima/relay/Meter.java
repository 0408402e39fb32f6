package io.arapaima.relay;

import io.arapaima.dataplane.Traffic;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what goes through a destination, and with it through its service. A packet is one piece of the stream that the relay moves: it
 * sees no packets. Rates follow the kernel's estimator ({@code ip_vs_est.c}): every two seconds they move by a quarter of what the last
 * two seconds differ. Counting is thread-safe; the rest is guarded by the {@link LiveTable}.
 */
final class Meter {
    /** So long a turn of the estimator is. */
    static final int SECONDS = 2;
    private static final double SHARE = 0.25;

    private final Optional<Meter> service;
    private final Gauge connections = new Gauge();
    private final Gauge piecesIn = new Gauge();
    private final Gauge piecesOut = new Gauge();
    private final Gauge bytesIn = new Gauge();
    private final Gauge bytesOut = new Gauge();

    /** One number, with its rate. */
    private static final class Gauge {
        private final LongAdder count = new LongAdder();
        private long zero;
        private long last;
        private double rate;

        long value() {
            return count.sum() - zero;
        }

        long perSecond() {
            return Math.round(rate);
        }

        void turn() {
            long now = count.sum();
            rate += ((double) (now - last) / SECONDS - rate) * SHARE;
            last = now;
        }

        void reset() {
            zero = count.sum();
            last = zero;
            rate = 0;
        }
    }

    private Meter(Optional<Meter> service) {
        this.service = service;
    }

    static Meter ofService() {
        return new Meter(Optional.empty());
    }

    Meter ofDestination() {
        return new Meter(Optional.of(this));
    }

    void connected() {
        connections.count.increment();
        service.ifPresent(Meter::connected);
    }

    void in(int bytes) {
        piecesIn.count.increment();
        bytesIn.count.add(bytes);
        service.ifPresent(s -> s.in(bytes));
    }

    void out(int bytes) {
        piecesOut.count.increment();
        bytesOut.count.add(bytes);
        service.ifPresent(s -> s.out(bytes));
    }

    /** The end of a turn of the estimator. */
    void turn() {
        connections.turn();
        piecesIn.turn();
        piecesOut.turn();
        bytesIn.turn();
        bytesOut.turn();
    }

    void zero() {
        connections.reset();
        piecesIn.reset();
        piecesOut.reset();
        bytesIn.reset();
        bytesOut.reset();
    }

    Traffic traffic() {
        return new Traffic(connections.value(), piecesIn.value(), piecesOut.value(), bytesIn.value(), bytesOut.value(),
                connections.perSecond(), piecesIn.perSecond(), piecesOut.perSecond(), bytesIn.perSecond(),
                bytesOut.perSecond());
    }
}
