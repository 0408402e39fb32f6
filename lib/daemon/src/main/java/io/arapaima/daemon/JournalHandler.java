package io.arapaima.daemon;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Writes the journal's lines to standard error, on a thread that nobody waits for: standard error may be a file on a disk that is full
 * or stands still, or a pipe whose reader does. What is too much meanwhile is left out and counted. Thread-safe.
 */
public final class JournalHandler extends Handler {
    private static final int MOST_WAITING = 10_000;
    /** At the end of the program, so long for what still waits. */
    private static final long LAST_MILLIS = 500;

    private final OutputStream out;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong leftOut = new AtomicLong();

    /** Creates the handler; the logging system calls this. */
    public JournalHandler() {
        this(new FileOutputStream(FileDescriptor.err));
    }

    JournalHandler(OutputStream out) {
        this.out = out;
        setFormatter(new JournalFormatter());
        Thread.ofPlatform().name("journal").daemon().start(this::writeOn);
    }

    private void writeOn() {
        try {
            while (true) {
                waiting.take().run();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it.
        }
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            String line = getFormatter().format(record);
            long missing = leftOut.getAndSet(0);
            if (!waiting.offer(() -> write(missing, line))) {
                leftOut.addAndGet(missing + 1);
            }
        }
    }

    private void write(long missing, String line) {
        try {
            String gap = missing == 0
                    ? ""
                    : missing + " lines are missing here: standard error took none" + System.lineSeparator();
            out.write((gap + line).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            leftOut.addAndGet(missing + 1); // a full disk: there is no other place to say it
        }
    }

    /** Waits, not for long, until everything is written that was said before. */
    @Override
    public void flush() {
        var done = new CountDownLatch(1);
        try {
            if (waiting.offer(done::countDown)) {
                var _ = done.await(LAST_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before a program is halted: waits, not for long, for what was said. */
    public static void drain() {
        for (Handler handler : java.util.logging.Logger.getLogger("").getHandlers()) {
            handler.flush();
        }
    }

    @Override
    public void close() {
        flush();
    }
}
