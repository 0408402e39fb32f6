package io.arapaima.relay;

import io.arapaima.dataplane.Persistence;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which client stays with which destination, as the kernel's persistence templates do it ({@code ip_vs_sched_persist}):
 * clients that agree in the mask are one; a template outlives its last connection by the timeout it was made with; it holds
 * on a destination of weight 0 (sysctl {@code expire_quiescent_template} is 0 by default); it is void once its destination
 * was removed, and a destination that returns does not get its clients back. Guarded by its {@link LiveTable}.
 */
final class Templates {
    /** 65,536 clients of some 150 bytes bound the memory to about 10 MB; further ones are balanced but not remembered. */
    static final int LIMIT = 65_536;
    /** A full table is searched for expired templates at most this often, so that a flood of clients cannot stall it. */
    private static final long PURGE_NANOS = 1_000_000_000L;

    /** One client's binding. */
    static final class Template {
        private final LiveDestination destination;
        private final long timeoutNanos;
        private int connections;
        private long idleSinceNanos;

        private Template(LiveDestination destination, long timeoutNanos, long nowNanos) {
            this.destination = destination;
            this.timeoutNanos = timeoutNanos;
            this.idleSinceNanos = nowNanos;
        }

        LiveDestination destination() {
            return destination;
        }

        void connected() {
            connections++;
        }

        void disconnected(long nowNanos) {
            connections--;
            idleSinceNanos = nowNanos;
        }

        private boolean valid(long nowNanos) {
            return !destination.gone && (connections > 0 || nowNanos - idleSinceNanos < timeoutNanos);
        }
    }

    private record Client(InetAddress network, InetAddress mask) {}

    private final Map<Client, Template> templates = new HashMap<>();
    private long purgedNanos;

    Optional<Template> find(InetAddress client, Persistence persistence, long nowNanos) {
        return Optional.ofNullable(templates.get(key(client, persistence))).filter(t -> t.valid(nowNanos));
    }

    Optional<Template> remember(InetAddress client, Persistence persistence, LiveDestination destination,
            long nowNanos) {
        Client key = key(client, persistence);
        if (templates.size() >= LIMIT && !templates.containsKey(key)) {
            if (nowNanos - purgedNanos >= PURGE_NANOS) {
                templates.values().removeIf(t -> !t.valid(nowNanos));
                purgedNanos = nowNanos;
            }
            if (templates.size() >= LIMIT) {
                return Optional.empty();
            }
        }
        var template = new Template(destination, persistence.timeout().toNanos(), nowNanos);
        templates.put(key, template);
        return Optional.of(template);
    }

    private static Client key(InetAddress client, Persistence persistence) {
        byte[] bytes = client.getAddress();
        byte[] mask = persistence.mask().getAddress();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= mask[i];
        }
        try {
            return new Client(InetAddress.getByAddress(bytes), persistence.mask());
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of " + bytes.length + " bytes masked to another length", impossible);
        }
    }
}
