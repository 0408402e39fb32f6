package io.arapaima.ipvs;

import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.ServiceKey;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The older interface of IPVS: one call gives all destinations of an IPv4 service as they are at one moment. What it cannot
 * tell (see {@link DestinationEntries}), and any error, is left to netlink.
 */
final class SockoptShortcut implements Shortcut {
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_IP = 0;
    private static final int GET_INFO = 1153;
    private static final int GET_SERVICES = 1154;
    private static final int GET_DESTS = 1156;
    private static final int INFO_SIZE = 12;
    private static final int INFO_SERVICES = 8;

    private final ByteBuffer length = NetlinkSocket.direct(Integer.BYTES);
    private ByteBuffer buffer = NetlinkSocket.direct(16 * 1024);
    private final Map<ServiceKey, Known> known = new HashMap<>();
    private Map<ServiceKey, Integer> counts = Map.of();
    private int socket;

    /** What was read last, and its bytes. */
    private record Known(LongBuffer words, List<Destination> destinations) {}

    private SockoptShortcut(int socket) {
        this.socket = socket;
    }

    /** The way, or {@link Shortcut#NONE} where this machine has none. */
    static Shortcut open() {
        int socket = Libc.socket(Libc.AF_INET, SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
        return socket < 0 ? NONE : new SockoptShortcut(socket);
    }

    @Override
    public void refresh() {
        counts = Map.of();
        if (!get(GET_INFO, INFO_SIZE)) {
            return;
        }
        int services = buffer.getInt(INFO_SERVICES);
        int size = ServiceEntries.size(services);
        room(size);
        ServiceEntries.ask(buffer, services);
        if (get(GET_SERVICES, size)) {
            try {
                counts = ServiceEntries.counts(buffer, services);
            } catch (NetlinkException.Malformed _) {
                counts = Map.of(); // then netlink tells all
            }
        }
        known.keySet().retainAll(counts.keySet());
    }

    @Override
    public Optional<List<Destination>> destinations(ServiceKey service) {
        Integer expected = counts.get(service);
        if (expected == null) {
            return Optional.empty();
        }
        int size = DestinationEntries.HEADER + (expected + 1) * DestinationEntries.SIZE;
        room(size);
        DestinationEntries.ask(buffer, service, expected + 1);
        if (!get(GET_DESTS, size)) {
            return Optional.empty();
        }
        Known before = known.get(service);
        return before != null && before.destinations().size() == expected
                && DestinationEntries.says(buffer, before.words())
                        ? Optional.of(before.destinations())
                        : read(service, expected);
    }

    private Optional<List<Destination>> read(ServiceKey service, int expected) {
        try {
            Optional<List<Destination>> read = DestinationEntries.read(buffer, expected);
            read.ifPresent(all -> known.put(service, new Known(DestinationEntries.words(buffer, expected), all)));
            return read;
        } catch (NetlinkException.Malformed _) {
            return Optional.empty();
        }
    }

    private boolean get(int what, int size) {
        length.putInt(0, size);
        return Libc.getsockopt(socket, SOL_IP, what, buffer, length) == 0;
    }

    private void room(int size) {
        if (buffer.capacity() < size) {
            buffer = NetlinkSocket.direct(2 * size);
        }
    }

    @Override
    public void close() {
        if (socket >= 0) {
            Libc.close(socket);
            socket = -1;
        }
    }
}
