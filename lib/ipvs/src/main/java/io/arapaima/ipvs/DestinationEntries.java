package io.arapaima.ipvs;

import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Thresholds;
import io.arapaima.dataplane.Tunnel;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The destinations of one IPv4 service as the older interface lays them out (kernel: {@code struct ip_vs_get_dests} and
 * {@code ip_vs_dest_entry} of {@code linux/ip_vs.h}). It has no IPv6 and no tunnels, but no attributes either: 96 bytes a destination
 * where netlink takes 356.
 */
final class DestinationEntries {
    /** What comes before the entries. */
    static final int HEADER = 24;
    static final int SIZE = 96;

    private static final int COUNT = 16;
    private static final int PORT = 4;
    private static final int FLAGS = 8;
    private static final int WEIGHT = 12;
    private static final int UPPER = 16;
    private static final int LOWER = 20;
    private static final int FORWARDING_MASK = 7;
    /** Of 8 bytes: address and port, flags and weight, thresholds. */
    private static final int WORDS = 3;

    private DestinationEntries() {}

    /** Asks for so many; what is not filled has no address afterwards. */
    static void ask(ByteBuffer out, ServiceKey service, int count) {
        for (int i = 0; i < HEADER; i += Integer.BYTES) {
            out.putInt(i, 0);
        }
        switch (service) {
            case ServiceKey.Endpoint(Protocol protocol, InetAddress address, int port) -> {
                out.putShort(0, (short) ServiceFields.number(protocol)).put(4, address.getAddress());
                out.put(8, (byte) (port >>> Byte.SIZE)).put(9, (byte) port);
            }
            case ServiceKey.Mark(long mark, ServiceKey.Family _) -> out.putInt(12, (int) mark);
        }
        out.putInt(COUNT, count);
        for (int i = 0; i < count; i++) {
            out.putInt(HEADER + i * SIZE, 0);
        }
    }

    /**
     * Whether what was filled is what these words came from; to compare is much cheaper than to read.
     *
     * @param words of {@link #words}, three an entry
     */
    static boolean says(ByteBuffer in, LongBuffer words) {
        int at = HEADER;
        for (int i = 0; i < words.limit(); i += WORDS) {
            if (in.getLong(at) != words.get(i) || in.getLong(at + FLAGS) != words.get(i + 1)
                    || in.getLong(at + UPPER) != words.get(i + 2)) {
                return false;
            }
            at += SIZE;
        }
        return in.getInt(at) == 0;
    }

    /** What was filled, without the counters, which are after the thresholds. */
    static LongBuffer words(ByteBuffer in, int count) {
        long[] words = new long[WORDS * count];
        for (int i = 0; i < count; i++) {
            int at = HEADER + i * SIZE;
            words[WORDS * i] = in.getLong(at);
            words[WORDS * i + 1] = in.getLong(at + FLAGS);
            words[WORDS * i + 2] = in.getLong(at + UPPER);
        }
        return LongBuffer.wrap(words).asReadOnlyBuffer();
    }

    /**
     * Reads what was filled.
     *
     * @param expected how many the service has
     * @return the destinations; empty when this is not the whole truth: another number of them, one of the other family, a
     *     tunnel, a method that nobody knows
     */
    static Optional<List<Destination>> read(ByteBuffer in, int expected) throws NetlinkException.Malformed {
        List<Destination> all = new ArrayList<>(expected);
        for (int i = 0; i <= expected; i++) {
            int at = HEADER + i * SIZE;
            boolean filled = in.getInt(at) != 0;
            int method = in.getInt(at + FLAGS) & FORWARDING_MASK;
            boolean known = method == DestinationFields.number(Forwarding.MASQUERADE)
                    || method == DestinationFields.number(Forwarding.DIRECT);
            if (filled == (i == expected) || (filled && !known)) {
                return Optional.empty();
            }
            if (filled) {
                all.add(destination(in, at, method));
            }
        }
        return Optional.of(List.copyOf(all));
    }

    private static Destination destination(ByteBuffer in, int at, int method) throws NetlinkException.Malformed {
        byte[] address = new byte[Integer.BYTES];
        in.get(at, address);
        int port = Byte.toUnsignedInt(in.get(at + PORT)) << Byte.SIZE | Byte.toUnsignedInt(in.get(at + PORT + 1));
        long upper = Integer.toUnsignedLong(in.getInt(at + UPPER));
        long lower = Integer.toUnsignedLong(in.getInt(at + LOWER));
        return new Destination(new DestinationKey(AddressBytes.read(address, ServiceKey.Family.IPV4), port),
                DestinationFields.method(method), in.getInt(at + WEIGHT), Tunnel.IPIP,
                upper == 0 && lower == 0 ? Thresholds.NONE : new Thresholds(upper, lower));
    }
}
