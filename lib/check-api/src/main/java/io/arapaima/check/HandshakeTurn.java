package io.arapaima.check;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A turn at the arithmetic of a TLS handshake, some milliseconds of a processor. There are as many as processors, served in
 * order, so that a thousand handshakes at once neither hold up other checks nor each other until all are late. Whoever waits
 * for the server has no turn meanwhile: servers that never answer hold up nobody. Used by the probe's own thread.
 */
final class HandshakeTurn {
    private static final Semaphore FREE = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    private final Deadline deadline;
    private final long start = System.nanoTime();
    private long waited;
    private boolean taken;

    HandshakeTurn(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Waits for a turn, at most until the deadline. */
    void take() throws IOException {
        long from = System.nanoTime();
        try {
            taken = FREE.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for a turn").initCause(e);
        } finally {
            waited += System.nanoTime() - from;
        }
        if (!taken) {
            throw hurried();
        }
    }

    /** Lets the next one have it; does nothing without a turn. */
    void give() {
        if (taken) {
            taken = false;
            FREE.release();
        }
    }

    /** A server that had less than half of the time because others had their turn is not to blame for being late. */
    IOException fair(IOException failed) {
        boolean late = failed instanceof SocketTimeoutException || failed.getCause() instanceof SocketTimeoutException;
        return failed.getCause() instanceof UndecidedException undecided
                ? undecided
                : late && waited > (System.nanoTime() - start) / 2 ? hurried() : failed;
    }

    private UndecidedException hurried() {
        return new UndecidedException(
                "waited " + waited / 1_000_000 + " ms for its turn at a TLS handshake; too many are "
                        + "due at once for this machine's processors; lengthen check_interval or check_timeout");
    }
}
