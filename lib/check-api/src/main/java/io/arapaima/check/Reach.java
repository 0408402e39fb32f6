package io.arapaima.check;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Whether a TCP connection can be had, and nothing more. A Java socket makes twelve system calls for that, because it could be
 * written to and read from afterwards; here it is four as a rule: what a director does to thousands of servers each second.
 */
final class Reach {
    private Reach() {}

    /** Loads all classes and opens what is shared. */
    static void ready() {
        SocketCalls.ready();
        ConnectWaits.shared();
    }

    /** {@return how long the connection took, which is closed again} */
    static Duration to(InetSocketAddress address, Deadline deadline) throws IOException {
        long start = System.nanoTime();
        try (Arena memory = Arena.ofConfined()) {
            var calls = new SocketCalls(address, memory);
            int descriptor = calls.open();
            try {
                open(calls, descriptor, deadline);
                return Duration.ofNanos(System.nanoTime() - start);
            } finally {
                calls.close(descriptor);
            }
        } catch (SocketTimeoutException _) {
            long limit = deadline.nanoTime() - start;
            throw new SocketTimeoutException("no connection within " + (limit + 999_999) / 1_000_000 + " ms");
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on the turn; it spares a wait
    private static void open(SocketCalls calls, int descriptor, Deadline deadline) throws IOException {
        boolean open = calls.connect(descriptor);
        if (!open) {
            // The others of this moment have their turn; a neighbour's answer is mostly there after that.
            Thread.yield();
            open = calls.connect(descriptor);
        }
        while (!open) {
            ConnectWaits.shared().await(descriptor, deadline);
            open = calls.connect(descriptor);
        }
    }
}
