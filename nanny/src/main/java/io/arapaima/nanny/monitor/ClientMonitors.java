package io.arapaima.nanny.monitor;

import io.arapaima.check.CheckResult;
import io.arapaima.daemon.EssentialThread;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The client monitors of all planned servers, and the one thread that starts, hears and ends them. A server has one from its
 * first turn on. Thread-safe.
 *
 * @param <K> key of a planned server
 */
public final class ClientMonitors<K> implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    /** The whole engine has no more than 0.9 s to end. */
    private static final Duration LAST_STOP_TIMEOUT = Duration.ofMillis(400);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);
    private static final System.Logger LOG = System.getLogger("nanny");

    private final MonitorFolders folders;
    private final MonitorTiming timing;
    private final BiConsumer<K, CheckResult> listener;
    private final Thread loop = EssentialThread.platform("client-monitors").unstarted(this::run);
    private final Queue<K> due = new ConcurrentLinkedQueue<>();
    private volatile Map<K, MonitoredServer> planned = Map.of();
    /** What follows is the loop's alone. */
    private final Map<K, ClientMonitor> monitors = new HashMap<>();
    private final Map<MonitorProcess, Long> stopping = new HashMap<>();

    /** The listener hears results on the loop's thread. */
    public ClientMonitors(MonitorFolders folders, BiConsumer<K, CheckResult> listener) {
        this(folders, MonitorTiming.USUAL, listener);
    }

    ClientMonitors(MonitorFolders folders, MonitorTiming timing, BiConsumer<K, CheckResult> listener) {
        this.folders = folders;
        this.timing = timing;
        this.listener = listener;
    }

    /** These servers shall be watched from now on, and no others. */
    public synchronized void plan(Map<K, MonitoredServer> now) {
        planned = Map.copyOf(now);
        if (!now.isEmpty() && loop.getState() == Thread.State.NEW) {
            loop.start();
        }
    }

    /** A turn of this one: its program is started if it was not, and what it said last is said again. */
    public void due(K one) {
        due.add(one);
    }

    private void run() {
        folders.clear();
        try (EssentialThread.Turns turns = EssentialThread.watch(LONGEST_TURN)) {
            while (true) {
                look(System.nanoTime());
                turns.turn();
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            }
        } catch (InterruptedException _) {
            stopAll();
        }
    }

    private void look(long nowNanos) throws InterruptedException {
        Map<K, MonitoredServer> now = planned;
        new HashSet<>(monitors.keySet()).stream().filter(one -> !now.containsKey(one)).forEach(one -> Optional
                .ofNullable(monitors.remove(one)).flatMap(ClientMonitor::release)
                .ifPresent(run -> stop(run, nowNanos)));
        for (K one = due.poll(); one != null; one = due.poll()) {
            MonitoredServer monitored = now.get(one);
            if (monitored != null) {
                monitors.computeIfAbsent(one, key -> new ClientMonitor(monitored, folders, timing,
                        result -> listener.accept(key, result), nowNanos)).repeatLast();
            }
        }
        for (ClientMonitor each : monitors.values()) {
            each.look(nowNanos);
        }
        reap(nowNanos);
    }

    private void stop(MonitorProcess run, long nowNanos) {
        run.terminate();
        stopping.put(run, nowNanos + timing.stopTimeout().toNanos());
    }

    private void reap(long nowNanos) {
        for (Map.Entry<MonitorProcess, Long> each : List.copyOf(stopping.entrySet())) {
            if (!each.getKey().alive() || nowNanos - each.getValue() >= 0) {
                stopping.remove(each.getKey());
                each.getKey().close();
            }
        }
    }

    /** All at once, because there is little time. */
    private void stopAll() {
        List<MonitorProcess> runs = new ArrayList<>(stopping.keySet());
        monitors.values().forEach(each -> each.release().ifPresent(runs::add));
        runs.forEach(MonitorProcess::terminate);
        long end = System.nanoTime() + LAST_STOP_TIMEOUT.toNanos();
        try {
            while (runs.stream().anyMatch(MonitorProcess::alive) && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        runs.forEach(MonitorProcess::kill);
        folders.clear();
    }

    /** Asks all programs to end, and ends those that do not. */
    @Override
    public void close() {
        if (loop.getState() == Thread.State.NEW) {
            return;
        }
        loop.interrupt();
        try {
            if (!loop.join(LAST_STOP_TIMEOUT.multipliedBy(2))) {
                LOG.log(Level.WARNING, "the programs of client_monitor have not ended yet");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
