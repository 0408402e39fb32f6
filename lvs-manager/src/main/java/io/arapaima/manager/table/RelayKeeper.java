package io.arapaima.manager.table;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ProcessAlarm;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.daemon.Silence;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.relay.RelayClient;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The relay's life: started where none runs, adopted where one outlived its manager, killed and started again when it says nothing any
 * more. Its end is noticed at once. Nobody waits for it: while it starts, opening says so, and there are news when it is there.
 * Thread-safe.
 */
final class RelayKeeper implements RelayClient.Listener, AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);
    private static final Duration RHYTHM = Duration.ofMillis(250);
    /** It says each second that it lives. */
    private static final Duration TROUBLE = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(15);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final Path socket;
    private final Silence silence = new Silence(RHYTHM, System.nanoTime());
    private volatile Runnable news = () -> {};
    private volatile Consumer<Reason> trouble = _ -> {};
    private volatile boolean closed;
    /** Of the relay that said last that it lives; 0 = none does. */
    private volatile long pid;
    /** Guarded by this object, as what follows. */
    private @Nullable RelayClient ready;
    private @Nullable Process process;
    private boolean starting;
    private boolean watched;
    private Reason told = Reason.NONE;

    RelayKeeper(Path socket) {
        this.socket = socket;
    }

    /**
     * Says who is to be told, on threads of its own.
     *
     * @param ready the relay has ended or is there again
     * @param troubled hears what is wrong with it; {@link Reason#NONE} = it is over
     */
    void onNews(Runnable ready, Consumer<Reason> troubled) {
        news = ready;
        trouble = troubled;
    }

    /** A relay that outlived its manager is adopted with its table; its connections never noticed. */
    synchronized RelayClient open() throws IOException {
        RelayClient there = ready;
        ready = null;
        if (there != null) {
            tell(Reason.NONE);
            return there;
        }
        if (starting) {
            throw new Starting("the relay is starting on " + socket);
        }
        if (Files.exists(socket) && (process == null || process.isAlive())) {
            try {
                RelayClient found = connect();
                tell(Reason.NONE);
                return found;
            } catch (DataPlaneException e) {
                if (!(e.getCause() instanceof ConnectException)) {
                    throw e; // it hangs; it is watched, and killed when it stays so
                }
            }
        }
        start();
        throw new Starting("the relay is starting on " + socket);
    }

    private RelayClient connect() throws DataPlaneException {
        RelayClient client = RelayClient.connect(socket, this);
        watch();
        return client;
    }

    private void start() throws DataPlaneException {
        try {
            Process started = process;
            if (started == null || !started.isAlive()) {
                started = new ProcessBuilder(List.of(System.getProperty("arapaima.launcher", "arapaima"), "relay",
                        "--socket", socket.toString())).redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
                process = started;
            }
            Process one = started;
            starting = true;
            EssentialThread.platform("relay-start").start(() -> await(one));
        } catch (IOException e) {
            throw new DataPlaneException("the relay cannot be started: " + e.getMessage(), e);
        }
    }

    private void await(Process started) {
        long begin = System.nanoTime();
        RelayClient client = null;
        try {
            while (client == null && !closed && started.isAlive()
                    && System.nanoTime() - begin < START_LIMIT.toNanos()) {
                TimeUnit.NANOSECONDS.sleep(ASK_AGAIN.toNanos());
                try {
                    client = connect();
                } catch (DataPlaneException e) {
                    LOG.log(System.Logger.Level.DEBUG, "not up yet: {0}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        came(started, client);
    }

    private void came(Process started, @Nullable RelayClient client) {
        synchronized (this) {
            starting = false;
            ready = client;
            if (client == null && !closed) {
                tell(new ProcessAlarm.RelayNotUp(socket.toString()));
                started.destroyForcibly();
            }
        }
        news.run();
    }

    /** Told outside of nothing: whoever hears it only puts it into a queue. */
    private synchronized void tell(Reason what) {
        if (!what.equals(told)) {
            told = what;
            trouble.accept(what);
        }
    }

    @Override
    public void alive(long from) {
        pid = from;
        silence.heard();
    }

    @Override
    public void ended() {
        synchronized (this) {
            if (closed) {
                return;
            }
            ready = null;
            tell(told.equals(Reason.NONE) ? new ProcessAlarm.RelayGone() : told);
        }
        news.run();
    }

    private synchronized void watch() {
        silence.heard();
        if (!watched) {
            watched = true;
            EssentialThread.platform("watch-relay").start(this::watchOn);
        }
    }

    private void watchOn() {
        try {
            while (!closed) {
                TimeUnit.NANOSECONDS.sleep(RHYTHM.toNanos());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        Duration silent = silence.look(System.nanoTime());
        boolean hangs = pid != 0 && ProcessHandle.of(pid).isPresent() && silent.compareTo(TROUBLE) >= 0;
        if (hangs && silent.compareTo(END) >= 0) {
            tell(new ProcessAlarm.RelayKilled(pid, silent.toSeconds()));
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            pid = 0;
        } else if (hangs && told.equals(Reason.NONE)) {
            tell(new ProcessAlarm.ProcessSilent(pid, silent.toSeconds(), END.toSeconds()));
        }
    }

    /** The end of the relay, its table and all its connections. */
    void quit() {
        close();
        try {
            RelayClient.connect(socket).quit();
        } catch (DataPlaneException e) {
            // It is gone already.
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
