package io.arapaima.manager;

import io.arapaima.ipc.IpcConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place for a check engine. The hub's own child takes it whoever sits there; a nanny that somebody starts by hand gets it
 * only while it is free, so that it never takes the plan away from the one that works. Thread-safe.
 */
final class EngineSeat {
    /** A successor may connect before the end of its predecessor has been read. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    /** Guarded by the lock. */
    private @Nullable IpcConnection seated;

    /** A conversation that returns when the engine has left. */
    @FunctionalInterface
    interface Conversation {
        void hold() throws IOException;
    }

    /** Holds it when the engine may have the place; otherwise says why not. */
    void hold(long pid, IpcConnection engine, Conversation conversation) throws IOException {
        take(pid, engine);
        try {
            conversation.hold();
        } finally {
            leave();
        }
    }

    private void take(long pid, IpcConnection engine) throws IOException {
        lock.lock();
        try {
            if (seated != null && ours(pid)) {
                seated.close();
            }
            long left = PATIENCE.toNanos();
            while (seated != null && left > 0) {
                left = freed.awaitNanos(left);
            }
            if (seated != null) {
                System.getLogger("lvs").log(System.Logger.Level.WARNING,
                        "refused the check engine with pid {0}: another one works, and only one gets the plan",
                        Long.toString(pid));
                throw new IOException("another check engine works");
            }
            seated = engine;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            seated = null;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Started by this process, or this process itself, as in tests. */
    private static boolean ours(long pid) {
        long self = ProcessHandle.current().pid();
        return Stream.iterate(ProcessHandle.of(pid), Optional::isPresent, p -> p.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream).anyMatch(process -> process.pid() == self);
    }
}
