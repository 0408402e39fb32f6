package io.arapaima.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child process that is kept alive: started again with back-off when it ends, ended with its parent. One that says that it lives
 * ({@link #heard}) and then falls silent is killed, so that it is started again.
 */
public final class Child implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A child that lived this long was well; the next pause is short again. */
    private static final Duration WELL = Duration.ofSeconds(30);
    /** A child that has nothing to wait for itself ends within this time. */
    private static final Duration POLITE = Duration.ofSeconds(3);
    private static final Duration RHYTHM = Duration.ofMillis(250);
    private static final System.Logger LOG = System.getLogger("child");

    private final String name;
    private final List<String> command;
    private final Duration patience;
    private final Consumer<ChildNews> news;
    private final Life life;
    private final Thread keeper;
    private final Thread watch;
    private volatile @Nullable Process process;
    private volatile boolean closing;
    /** Guarded by this object, as what follows; renewed with each process. */
    private Silence silence = new Silence(RHYTHM, System.nanoTime());
    private boolean spoke;
    private boolean everSpoke;
    private boolean told;
    private Optional<ChildNews> killed = Optional.empty();

    /**
     * How long a child may be silent. Only time in which this process was awake counts.
     *
     * @param start before its first word; zero = for ever
     * @param trouble after that, until it is reported; zero = never
     * @param end until it is killed; zero = never
     */
    public record Life(Duration start, Duration trouble, Duration end) {
        /** One that need not say anything. */
        public static final Life UNWATCHED = new Life(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /**
     * Prepares a child.
     *
     * @param name for people
     * @param command program and arguments
     * @param news told when it ended, on a thread of its own
     */
    public Child(String name, List<String> command, Consumer<ChildNews> news) {
        this(name, command, POLITE, Life.UNWATCHED, news);
    }

    /**
     * Prepares a child.
     *
     * @param name for people
     * @param command program and arguments
     * @param patience how long it may take to end when it is asked to, before it is forced
     * @param life how long it may be silent
     * @param news told when it ended or fell silent, and when it speaks again; on a thread of its own
     */
    public Child(String name, List<String> command, Duration patience, Life life, Consumer<ChildNews> news) {
        this.name = name;
        this.command = List.copyOf(command);
        this.patience = patience;
        this.news = news;
        this.life = life;
        this.keeper = EssentialThread.platform("keeper-" + name).unstarted(this::keep);
        this.watch = EssentialThread.platform("watch-" + name).unstarted(this::watch);
    }

    /**
     * Prepares a child that has nothing to wait for when it ends.
     *
     * @param name for people
     * @param command program and arguments
     * @param life how long it may be silent
     * @param news told when it ended or fell silent, and when it speaks again; on a thread of its own
     */
    public Child(String name, List<String> command, Life life, Consumer<ChildNews> news) {
        this(name, command, POLITE, life, news);
    }

    /** Starts it, and again whenever it ends. */
    public void start() {
        keeper.start();
        if (!life.equals(Life.UNWATCHED)) {
            watch.start();
        }
    }

    /** It has said something. */
    public synchronized void heard() {
        spoke = true;
        everSpoke = true;
        silence.heard();
        notifyAll();
    }

    /**
     * Waits until a child that is being started again has said its first word: only then it does what it is told, and leaves
     * nothing behind of the one before. Does not wait for one that never spoke.
     *
     * @param limit how long to wait at most
     * @return whether it is up, or there is nothing to wait for
     * @throws InterruptedException when this thread is interrupted
     */
    public synchronized boolean awaitWord(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (everSpoke && !spoke) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /**
     * Says whether its next word is being waited for.
     *
     * @param busy true: the listener is at work, and what the child says lies unread
     */
    public synchronized void occupied(boolean busy) {
        silence.occupied(busy);
    }

    private void watch() {
        try {
            while (!closing) {
                TimeUnit.NANOSECONDS.sleep(RHYTHM.toNanos());
                Process running = process;
                if (running != null && running.isAlive()) {
                    look(running).ifPresent(news);
                }
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        }
    }

    /** What there is to report; empty = nothing new. */
    private synchronized Optional<ChildNews> look(Process running) {
        Duration silent = silence.look(System.nanoTime());
        if (longer(silent, spoke ? life.end() : life.start()) && killed.isEmpty()) {
            killed = Optional.of(new ChildNews.Killed(running.pid(), silent.toSeconds()));
            running.destroyForcibly();
            return Optional.empty(); // the keeper says so, when it has ended
        }
        boolean trouble = spoke && longer(silent, life.trouble());
        if (trouble == told) {
            return Optional.empty();
        }
        told = trouble;
        return Optional.of(trouble
                ? new ChildNews.Silent(running.pid(), silent.toSeconds(), life.end().toSeconds())
                : new ChildNews.Speaks());
    }

    private static boolean longer(Duration silent, Duration limit) {
        return limit.isPositive() && silent.compareTo(limit) >= 0;
    }

    private synchronized void begun(Process started) {
        silence = new Silence(RHYTHM, System.nanoTime());
        spoke = false;
        told = false;
        killed = Optional.empty();
        process = started;
    }

    private synchronized ChildNews ended(Process last, int code) {
        spoke = false;
        return killed.orElseGet(() -> new ChildNews.Ended(last.pid(), code));
    }

    private void keep() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closing) {
                long start = System.nanoTime();
                ChildNews ended = once();
                if (closing) {
                    return;
                }
                boolean wasWell = System.nanoTime() - start > WELL.toNanos();
                pause = wasWell ? FIRST_PAUSE : pause;
                news.accept(ended);
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        }
    }

    /**
     * Says something to it.
     *
     * @param signal for example {@code HUP}
     */
    public void signal(String signal) {
        Process last = process;
        if (last instanceof UnitProcess unit) {
            unit.signal(signal);
        } else if (last != null && last.isAlive()) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(last.pid())).start();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot send SIG{0} to {1}: {2}", signal, name, e.getMessage());
            }
        }
    }

    private ChildNews once() throws InterruptedException {
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put(Parent.VARIABLE, Long.toString(ProcessHandle.current().pid()));
            Process started = UnitProcess.startedFor(name, builder);
            begun(started);
            LOG.log(System.Logger.Level.INFO, "{0} started as pid {1}", name, Long.toString(started.pid()));
            return ended(started, started.waitFor());
        } catch (IOException e) {
            return new ChildNews.NotStarted(String.valueOf(e.getMessage()));
        }
    }

    /** Ends the child: politely, then by force. */
    @Override
    public void close() {
        closing = true;
        keeper.interrupt();
        watch.interrupt();
        Process last = process;
        if (last == null) {
            return;
        }
        last.destroy();
        try {
            if (!last.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                last.destroyForcibly();
            }
        } catch (InterruptedException e) {
            last.destroyForcibly();
        }
    }
}
