package io.arapaima.manager.memory;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.DiskAlarm;
import io.arapaima.daemon.EssentialThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread that waits for the disk of the state folder, so that nobody else does: a disk may be full, or stand still for ever,
 * and the table and the role go on. What is handed over is done in that order; work of a kind that waits already is not added
 * again, so that what waits is bounded, and each kind of work reads the newest of what it writes. Thread-safe.
 */
public final class StateWriter implements StateDisk, AutoCloseable {
    /** A disk that is only slow is no news; a busy one takes a second now and then. */
    static final Duration HANGS = Duration.ofSeconds(5);
    /** What failed is tried again so often. */
    private static final Duration AGAIN = Duration.ofSeconds(5);
    /** A stop waits so long for what is handed over. */
    private static final Duration LAST = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final Path folder;
    private final InstantSource clock;
    private final boolean threaded;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition handed = lock.newCondition();
    private Map<String, Work> waiting = new LinkedHashMap<>();
    private long retriedAt = System.nanoTime();
    private List<CompletableFuture<Boolean>> asking = new ArrayList<>();
    private final Map<String, Work> failed = new LinkedHashMap<>();
    private Optional<Instant> busySince = Optional.empty();
    private Optional<Instant> failingSince = Optional.empty();
    private String failure = "";
    private boolean closing;

    private StateWriter(Path folder, InstantSource clock, boolean threaded) {
        this.folder = folder;
        this.clock = clock;
        this.threaded = threaded;
    }

    /** A writer with a thread of its own. */
    public static StateWriter start(Path folder, InstantSource clock) {
        var writer = new StateWriter(folder, clock, true);
        EssentialThread.platform("state").start(writer::run);
        return writer;
    }

    /** A writer that does everything on the caller's thread: for who has no deciding to do. */
    public static StateWriter here(Path folder, InstantSource clock) {
        return new StateWriter(folder, clock, false);
    }

    /** Has something done; returns at once. */
    @Override
    public void submit(String kind, Work work) {
        lock.lock();
        try {
            if (!threaded) {
                attempt(kind, work);
                return;
            }
            waiting.putIfAbsent(kind, work);
            handed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** {@return done when everything that was handed over so far was tried; true when all of it is on the disk} */
    CompletableFuture<Boolean> written() {
        lock.lock();
        try {
            var answer = new CompletableFuture<Boolean>();
            if (threaded) {
                asking.add(answer);
                handed.signal();
            } else {
                answer.complete(failed.isEmpty());
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the same, and after some time false whatever the disk does} */
    @Override
    public CompletableFuture<Boolean> written(Duration limit) {
        return written().completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            while (true) {
                Map<String, Work> now;
                List<CompletableFuture<Boolean>> answers;
                lock.lock();
                try {
                    while (waiting.isEmpty() && asking.isEmpty()) {
                        var _ = handed.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                        retry();
                        if (closing && waiting.isEmpty()) {
                            return;
                        }
                    }
                    retry();
                    now = waiting;
                    waiting = new LinkedHashMap<>();
                    answers = asking;
                    asking = new ArrayList<>();
                } finally {
                    lock.unlock();
                }
                now.forEach(this::attempt);
                boolean all = failed.isEmpty();
                answers.forEach(answer -> answer.complete(all));
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it.
        }
    }

    /** Whatever else is asked meanwhile: those who ask each second must not put it off for ever. */
    private void retry() {
        if (System.nanoTime() - retriedAt >= AGAIN.toNanos()) {
            retriedAt = System.nanoTime();
            failed.forEach(waiting::putIfAbsent);
        }
    }

    private void attempt(String kind, Work work) {
        busy(Optional.of(clock.instant()));
        try {
            work.run();
            failed.remove(kind);
        } catch (IOException e) {
            failed.put(kind, work);
            failing(e.toString());
        } catch (RuntimeException e) {
            failed.remove(kind);
            LOG.log(System.Logger.Level.ERROR, "writing " + kind + " failed, which is a defect", e);
        } finally {
            busy(Optional.empty());
        }
        if (failed.isEmpty()) {
            failing("");
        }
    }

    private void busy(Optional<Instant> since) {
        lock.lock();
        try {
            busySince = since;
        } finally {
            lock.unlock();
        }
    }

    private void failing(String text) {
        lock.lock();
        try {
            failure = text;
            failingSince = text.isEmpty() ? Optional.empty() : failingSince.or(() -> Optional.of(clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    /** {@return why what happens now does not reach the disk, and since when; {@link Reason#NONE} when it does} */
    public Reason trouble() {
        lock.lock();
        try {
            Optional<Instant> hung = busySince.filter(s -> !clock.instant().isBefore(s.plus(HANGS)));
            return hung.<Reason>map(since -> new DiskAlarm.DiskHangs(folder.toString(), since))
                    .orElseGet(
                            () -> failingSince.<Reason>map(since -> new DiskAlarm.NotWritten(folder.toString(), since,
                                    failure, AGAIN.toSeconds())).orElse(Reason.NONE));
        } finally {
            lock.unlock();
        }
    }

    /** Waits a little for what is handed over. */
    @Override
    public void close() {
        if (!written(LAST).join()) {
            LOG.log(System.Logger.Level.WARNING, "stopped before everything was on the disk: {0}",
                    trouble().equals(Reason.NONE) ? "it is slow" : English.of(trouble()));
        }
        lock.lock();
        try {
            closing = true;
            handed.signal();
        } finally {
            lock.unlock();
        }
    }
}
