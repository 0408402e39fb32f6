package io.arapaima.check;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory that all probes together may fill with what servers send: an eighth of the heap, in bytes that were received
 * and may still be held. The first 8 KiB of a connection are free, so that ordinary checks never come here. A server may hold
 * as much as is left free, so a few that send without end leave room for the others: one takes half, two a third each. A read
 * that gets nothing waits until others let go. Thread-safe.
 */
final class AnswerBudget {
    /** Beginning of every connection that costs nothing. */
    static final int FREE = 8 * 1024;
    /** Taken at once, so that a long answer does not ask for each packet. */
    static final int STEP = 16 * 1024;
    /** How often a read that waits looks whether its time is over. */
    private static final Duration LOOK = Duration.ofMillis(100);
    /** The one of this process. */
    static final AnswerBudget OF_PROCESS = new AnswerBudget(Runtime.getRuntime().maxMemory() / 8);

    private final long total;
    private final Map<InetSocketAddress, Long> held = new HashMap<>();
    private long left;

    /**
     * A budget of which nothing is taken.
     *
     * @param total bytes
     */
    AnswerBudget(long total) {
        this.total = total;
        this.left = total;
    }

    /** The budget as one connection sees it. For the probe's own thread. */
    static final class Account {
        private final AnswerBudget budget;
        private final InetSocketAddress server;
        private final Deadline deadline;
        private long taken;
        private long received;

        private Account(AnswerBudget budget, InetSocketAddress server, Deadline deadline) {
            this.budget = budget;
            this.server = server;
            this.deadline = deadline;
        }

        /** So many bytes more came and are held; waits for room. */
        void hold(int bytes) throws UndecidedException {
            received += bytes;
            while (received > FREE + taken) {
                budget.take(server, deadline);
                taken += STEP;
            }
        }

        /** So many bytes were read and thrown away. */
        void letGo(long bytes) {
            received -= bytes;
        }

        /** The probe is over. */
        void close() {
            if (taken > 0) {
                budget.give(server, taken);
                taken = 0;
            }
        }
    }

    Account account(InetAddress address, int port, Deadline deadline) {
        return new Account(this, new InetSocketAddress(address, port), deadline);
    }

    private synchronized void take(InetSocketAddress server, Deadline deadline) throws UndecidedException {
        while (left < STEP || held.getOrDefault(server, 0L) + STEP > left) {
            if (deadline.passed()) {
                throw full(server);
            }
            try {
                wait(Math.min(deadline.left().toMillis() + 1, LOOK.toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw full(server);
            }
        }
        left -= STEP;
        held.merge(server, (long) STEP, Long::sum);
    }

    /** A server that holds far more than most has brought it upon itself. */
    private UndecidedException full(InetSocketAddress server) {
        long own = held.getOrDefault(server, 0L);
        String text = "no memory for more of the answer: the checks of this server hold " + own / 1024
                + " KiB, all together "
                + (total - left) / 1024 + " of " + total / 1024 + " KiB";
        return own * 8 > total
                ? UndecidedException.byAnswer(text)
                : new UndecidedException(
                        text + "; let checks read less, http_max-body for example, or give nanny more memory");
    }

    private synchronized void give(InetSocketAddress server, long bytes) {
        left += bytes;
        held.computeIfPresent(server, (_, own) -> own > bytes ? own - bytes : null);
        notifyAll();
    }
}
