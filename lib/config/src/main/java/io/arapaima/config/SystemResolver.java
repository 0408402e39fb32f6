package io.arapaima.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Asks the system's own resolver, which may block for as long as a silent name server lets it. Thread-safe. */
final class SystemResolver implements HostResolver {
    /** By resolv.conf's defaults a dead first name server costs 5 s before the next one is asked. */
    static final Duration LIMIT = Duration.ofSeconds(12);
    /** So many questions at once are no burden for a name server, and 512 names are eight rounds. */
    private static final int MOST_AT_ONCE = 64;
    private static final int STACK_BYTES = 256 << 10;

    @Override
    public List<InetAddress> lookup(String host) {
        return lookupAll(Set.of(host)).getOrDefault(host, List.of());
    }

    @Override
    public Map<String, List<InetAddress>> lookupAll(Set<String> hosts) {
        Map<String, List<InetAddress>> found = new ConcurrentHashMap<>();
        var open = new CountDownLatch(hosts.size());
        // Threads of the kernel: the C library's resolver blocks them, and a virtual one would hold its carrier.
        ExecutorService askers = Executors.newFixedThreadPool(Math.max(1, Math.min(MOST_AT_ONCE, hosts.size())),
                task -> daemon(task));
        for (String host : hosts) {
            askers.execute(() -> {
                found.put(host, ask(host));
                open.countDown();
            });
        }
        try {
            var _ = open.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            askers.shutdownNow();
        }
        return new HashMap<>(found);
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(null, task, "name", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    private static List<InetAddress> ask(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException _) {
            return List.of();
        }
    }
}
