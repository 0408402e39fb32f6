package io.arapaima.check.ping;

import io.arapaima.check.Deadline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends the requests and gathers the replies, asking the kernel at growing distances: an eighth of the time since the
 * last request. A round trip is therefore measured an eighth too long at worst (0.1 ms on a fast network), and a
 * thousand silent servers cost some ten thousand system calls a second.
 *
 * @param channel where to
 * @param echo what
 * @param interval from one request to the next
 * @param tally where replies are noted
 */
record Pinging(EchoChannel channel, Echo echo, Duration interval, Tally tally) {
    private static final long SHORTEST_PAUSE_NANOS = Duration.ofNanos(50_000).toNanos();
    /** Well within the 100 ms by which a result may be late. */
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    /** Foreign messages read in one go; then time and interrupt are looked at again. */
    private static final int MOST_IN_A_ROW = 64;
    /** ping(8) waits for stragglers twice the longest round trip; on a fast network that is nothing. */
    private static final long LEAST_GRACE_NANOS = Duration.ofMillis(10).toNanos();

    void run(Deadline deadline) throws KernelRefusal, InterruptedException {
        long next = System.nanoTime();
        boolean last = false;
        while (!last && !tally.allAnswered()) {
            // Decided before the last look: on a busy machine this thread may stand still between any two lines.
            last = deadline.passed() || graceIsOver();
            long now = System.nanoTime();
            if (!last && tally.moreToSend() && now - next >= 0) {
                int sequence = tally.send(now);
                send(echo.request(sequence));
                next = now + interval.toNanos();
            }
            boolean drained = receive();
            if (Thread.interrupted()) {
                throw new InterruptedException("the probe was interrupted");
            }
            if (drained && !last && !tally.allAnswered()) {
                pause(tally.moreToSend() ? next : Long.MAX_VALUE, deadline);
            }
        }
    }

    private boolean graceIsOver() {
        return !tally.moreToSend() && tally.anyAnswer() && tally.enough()
                && System.nanoTime() - tally.lastSentNanos() > Math.max(LEAST_GRACE_NANOS, 2 * tally.longestNanos());
    }

    /** {@return true when nothing more is waiting} */
    private boolean receive() throws KernelRefusal {
        for (int i = 0; i < MOST_IN_A_ROW; i++) {
            Optional<ByteBuffer> message = message();
            if (message.isEmpty()) {
                return true;
            }
            echo.sequenceOf(message.get()).ifPresent(sequence -> tally.receive(sequence, System.nanoTime()));
        }
        return false;
    }

    private void send(byte[] request) throws KernelRefusal {
        try {
            channel.send(request);
        } catch (KernelRefusal refusal) {
            throwUnlessAnswered(refusal);
        }
    }

    private Optional<ByteBuffer> message() throws KernelRefusal {
        try {
            return channel.receive();
        } catch (KernelRefusal refusal) {
            throwUnlessAnswered(refusal);
            return Optional.empty();
        }
    }

    /** A server that has answered is reachable, whatever a router says about one of the requests: that one is lost. */
    private void throwUnlessAnswered(KernelRefusal refusal) throws KernelRefusal {
        if (!tally.anyAnswer()) {
            throw refusal;
        }
    }

    private void pause(long nextSend, Deadline deadline) throws InterruptedException {
        long now = System.nanoTime();
        long pause = Math.clamp((now - tally.lastSentNanos()) / 8, SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
        long untilSend = nextSend == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, nextSend - now);
        Thread.sleep(Duration.ofNanos(Math.min(Math.min(pause, untilSend), deadline.left().toNanos())));
    }
}
