package io.arapaima.ipvs;

import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.ServiceKey.Family;
import io.arapaima.dataplane.Thresholds;
import io.arapaima.dataplane.Traffic;
import io.arapaima.dataplane.Tunnel;
import java.util.List;
import java.util.Optional;

/** A destination as attributes (kernel: {@code IPVS_DEST_ATTR_*} of {@code linux/ip_vs.h}). */
final class DestinationFields {
    private static final int ADDRESS = 1;
    private static final int PORT = 2;
    private static final int FORWARDING = 3;
    private static final int WEIGHT = 4;
    private static final int UPPER = 5;
    private static final int LOWER = 6;
    private static final int ACTIVE = 7;
    private static final int INACTIVE = 8;
    private static final int AF = 11;
    private static final int TRAFFIC = 12;
    private static final int NARROW_TRAFFIC = 10;
    private static final int TUNNEL_TYPE = 13;
    private static final int TUNNEL_PORT = 14;
    private static final int TUNNEL_FLAGS = 15;

    private static final int FORWARDING_MASK = 7;
    /** By their numbers in the kernel; 4 (bypass) means nothing in a table. */
    private static final List<Forwarding> METHODS = List.of(Forwarding.MASQUERADE, Forwarding.LOCAL, Forwarding.TUNNEL,
            Forwarding.DIRECT);
    private static final List<Tunnel.Encapsulation> ENCAPSULATIONS = List.of(Tunnel.Encapsulation.values());
    private static final List<Tunnel.Checksum> CHECKSUMS = List.of(Tunnel.Checksum.values());

    private byte[] address = {};
    private int port;
    private int method;
    private int weight;
    private long upper;
    private long lower;
    private long active;
    private long inactive;
    private Optional<Family> family;
    private int encapsulation;
    private int tunnelPort;
    private int checksum;
    private Attributes traffic = Attributes.NONE;
    private Attributes narrow = Attributes.NONE;

    private DestinationFields(Family family) {
        this.family = Optional.of(family);
    }

    /** The kernel's number of a method. */
    static int number(Forwarding method) {
        return METHODS.indexOf(method);
    }

    /** The method of a number of the kernel, 0 to 3. */
    static Forwarding method(int number) {
        return METHODS.get(number);
    }

    /** Writes what identifies a destination. Its family is part of that, also where it is the service's. */
    static void identity(MessageWriter out, DestinationKey key) {
        out.bytes(ADDRESS, AddressBytes.union(key.address())).u16be(PORT, key.port()).u16(AF,
                AddressBytes.number(AddressBytes.family(key.address())));
    }

    /** Writes a whole destination. What is left out of the tunnel is zero afterwards. */
    static void whole(MessageWriter out, Destination destination) {
        identity(out, destination.key());
        out.u32(FORWARDING, number(destination.forwarding())).u32(WEIGHT, destination.weight())
                .u32(UPPER, destination.thresholds().upper()).u32(LOWER, destination.thresholds().lower());
        Tunnel tunnel = destination.tunnel();
        if (!tunnel.equals(Tunnel.IPIP)) {
            out.u8(TUNNEL_TYPE, ENCAPSULATIONS.indexOf(tunnel.encapsulation())).u16be(TUNNEL_PORT, tunnel.port())
                    .u16(TUNNEL_FLAGS, CHECKSUMS.indexOf(tunnel.checksum()));
        }
    }

    /** Reads a destination of a service of this family: before Linux 3.18 they had none of their own. */
    static DestinationFields read(Attributes at, Family family) throws NetlinkException.Malformed {
        var fields = new DestinationFields(family);
        while (at.next()) {
            fields.take(at);
        }
        return fields;
    }

    private void take(Attributes at) throws NetlinkException.Malformed {
        switch (at.type()) {
            case ADDRESS -> address = at.bytes();
            case PORT -> port = at.u16be();
            case FORWARDING -> method = (int) at.u32() & FORWARDING_MASK;
            case WEIGHT -> weight = (int) at.u32();
            case UPPER -> upper = at.u32();
            case LOWER -> lower = at.u32();
            case ACTIVE -> active = at.u32();
            case INACTIVE -> inactive = at.u32();
            case AF -> family = AddressBytes.family(at.u16());
            case TUNNEL_TYPE -> encapsulation = at.u8();
            case TUNNEL_PORT -> tunnelPort = at.u16be();
            case TUNNEL_FLAGS -> checksum = at.u16();
            case TRAFFIC -> traffic = at.nested();
            case NARROW_TRAFFIC -> narrow = at.nested();
            default -> {
                // Persistent connections.
            }
        }
    }

    Optional<DestinationKey> key() throws NetlinkException.Malformed {
        return family.isEmpty()
                ? Optional.empty()
                : Optional.of(new DestinationKey(AddressBytes.read(address, family.get()), port));
    }

    /** The destination; empty when the model has no such thing: the kernel stores methods and tunnels that nobody knows. */
    Optional<Destination> destination() throws NetlinkException.Malformed {
        Optional<DestinationKey> key = key();
        if (key.isEmpty() || method >= METHODS.size() || weight < 0 || encapsulation >= ENCAPSULATIONS.size()
                || checksum >= CHECKSUMS.size()) {
            return Optional.empty();
        }
        boolean plain = encapsulation == 0 && tunnelPort == 0 && checksum == 0;
        Tunnel tunnel = plain
                ? Tunnel.IPIP
                : new Tunnel(ENCAPSULATIONS.get(encapsulation), tunnelPort, CHECKSUMS.get(checksum));
        Thresholds thresholds = upper == 0 && lower == 0 ? Thresholds.NONE : new Thresholds(upper, lower);
        return Optional.of(new Destination(key.get(), METHODS.get(method), weight, tunnel, thresholds));
    }

    Connections connections() {
        return new Connections(active, inactive);
    }

    /** The counters; once only, and while the message holds. */
    Traffic traffic() throws NetlinkException.Malformed {
        return TrafficFields.read(traffic, narrow);
    }
}
