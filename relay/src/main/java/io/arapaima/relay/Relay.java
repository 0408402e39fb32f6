package io.arapaima.relay;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.Table;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The relay without its control socket: a table whose services listen and whose connections flow. Thread-safe. */
final class Relay implements AutoCloseable {
    /** The work is the kernel's copying; more threads than this wait for each other in it. */
    private static final int MAX_FORWARDERS = 4;

    private final LiveTable table;
    private final Dialler dialler;
    private final List<Forwarder> forwarders = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    /** Guarded by the table. */
    private final Map<ServiceKey, Listener> listeners = new HashMap<>();
    private final Thread estimator;
    private final AtomicInteger turn = new AtomicInteger();

    /** The clock is monotonic, in nanoseconds. */
    Relay(Limits limits, LongSupplier clock) throws IOException {
        table = new LiveTable(clock, limits.connections());
        dialler = new Dialler(table, limits);
        int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_FORWARDERS);
        for (int i = 0; i < count; i++) {
            var forwarder = new Forwarder(limits, clock);
            forwarders.add(forwarder);
            threads.add(EssentialThread.platform("forward-" + i).start(forwarder));
        }
        estimator = EssentialThread.virtual("rates").start(this::estimate);
    }

    /** Whether every thread that moves bytes has had its turn lately. */
    boolean comesRound() {
        return forwarders.stream().allMatch(Forwarder::comesRound);
    }

    /** Makes changes in order, all between two new connections. Answers for each why it was refused, or empty. */
    List<Optional<String>> apply(List<Change> changes) {
        List<Optional<String>> answers = new ArrayList<>();
        synchronized (table) {
            changes.forEach(change -> answers.add(apply(change)));
        }
        forwarders.forEach(Forwarder::sweep);
        return answers;
    }

    private Optional<String> apply(Change change) {
        Optional<String> refused = table.apply(change);
        if (refused.isPresent()) {
            return refused;
        }
        return switch (change) {
            case Change.AddService add -> listen((ServiceKey.Endpoint) add.service());
            case Change.RemoveService remove -> {
                Optional.ofNullable(listeners.remove(remove.service())).ifPresent(Listener::close);
                yield Optional.empty();
            }
            case Change.EditService _, Change.AddDestination _, Change.EditDestination _, Change.RemoveDestination _ ->
                Optional.empty();
        };
    }

    private Optional<String> listen(ServiceKey.Endpoint service) {
        try {
            listeners.put(service, Listener.open(service, client -> accepted(service, client)));
            return Optional.empty();
        } catch (IOException | UnsupportedOperationException failure) {
            table.apply(new Change.RemoveService(service));
            return Optional.of(Listener.explain(service, failure));
        }
    }

    private void accepted(ServiceKey.Endpoint service, SocketChannel client) {
        Thread.ofVirtual().name("dial " + service).start(() -> dialler.join(service, client)
                .ifPresent(joined -> forwarders.get(Math.floorMod(turn.getAndIncrement(), forwarders.size()))
                        .adopt(joined)));
    }

    Table table() {
        return table.table();
    }

    Map<DestinationId, Connections> connections() {
        return table.connections();
    }

    Statistics traffic() {
        return table.traffic();
    }

    /** Has counters begin again; answers in one sentence why not. Empty = all. */
    Optional<String> zero(Optional<ServiceKey> service) {
        return table.zero(service);
    }

    private void estimate() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(Meter.SECONDS);
                table.turn();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes every listener and resets every connection. */
    @Override
    public void close() {
        estimator.interrupt();
        synchronized (table) {
            listeners.values().forEach(Listener::close);
            listeners.clear();
        }
        forwarders.forEach(Forwarder::close);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
