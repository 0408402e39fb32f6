package io.arapaima.pulse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that asks a virtual service at a steady pace and tells how long nobody answered: one connection every few
 * milliseconds, one HTTP request on each. A line on standard input ends a measurement and begins the next.
 */
final class GapMeter {
    /** Less than the second after which TCP asks again: what is answered then was lost before. */
    private static final int PATIENCE_MILLIS = 300;
    /** Whoever asks for the report is not told of attempts that may still be answered. */
    private static final long SETTLING_NANOS = 2L * PATIENCE_MILLIS * 1_000_000;

    private final InetSocketAddress service;
    private final long paceNanos;
    /** When an attempt began, and whether it was answered; what is on its way is not in here yet. */
    private final ConcurrentSkipListMap<Long, Boolean> attempts = new ConcurrentSkipListMap<>();

    private GapMeter(InetSocketAddress service, long paceNanos) {
        this.service = service;
        this.paceNanos = paceNanos;
    }

    /**
     * Asks until standard input ends.
     *
     * @param words address, port, milliseconds between two requests
     * @throws IOException when standard input fails
     */
    public static void main(String[] words) throws IOException {
        var meter = new GapMeter(new InetSocketAddress(words[0], Integer.parseInt(words[1])),
                Long.parseLong(words[2]) * 1_000_000L);
        Thread.ofPlatform().daemon().start(meter::ask);
        long from = System.nanoTime();
        while (System.in.read() >= 0) {
            long until = System.nanoTime();
            System.out.println(meter.report(from, until));
            from = until;
        }
    }

    private void ask() {
        long due = System.nanoTime();
        while (true) {
            long begin = System.nanoTime();
            Thread.ofVirtual().start(() -> attempts.put(begin, answered()));
            due = Math.max(due + paceNanos, begin);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private boolean answered() {
        try (var socket = new Socket()) {
            socket.connect(service, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write("GET / HTTP/1.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return socket.getInputStream().read() >= 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** Milliseconds: the longest time between two requests that were answered, but for the pace; how many were not; how many there were. */
    private String report(long from, long until) {
        LockSupport.parkNanos(SETTLING_NANOS);
        long last = from;
        long longest = 0;
        int all = 0;
        int lost = 0;
        for (var attempt : attempts.subMap(from, until).entrySet()) {
            all++;
            if (attempt.getValue()) {
                longest = Math.max(longest, attempt.getKey() - last - paceNanos);
                last = attempt.getKey();
            } else {
                lost++;
            }
        }
        longest = Math.max(longest, until - last - paceNanos);
        attempts.headMap(until).clear();
        return String.format(Locale.ROOT, "%d %d %d", Math.max(0, longest / 1_000_000), lost, all);
    }
}
