package io.arapaima.ipvs;

import io.arapaima.dataplane.Persistence;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceFlag;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.ServiceKey.Family;
import io.arapaima.dataplane.Traffic;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A service as attributes (kernel: {@code IPVS_SVC_ATTR_*} of {@code linux/ip_vs.h}). */
final class ServiceFields {
    private static final int AF = 1;
    private static final int PROTOCOL = 2;
    private static final int ADDRESS = 3;
    private static final int PORT = 4;
    private static final int MARK = 5;
    private static final int SCHEDULER = 6;
    private static final int FLAGS = 7;
    private static final int TIMEOUT = 8;
    private static final int NETMASK = 9;
    private static final int ENGINE = 11;
    private static final int TRAFFIC = 12;
    private static final int NARROW_TRAFFIC = 10;

    private static final int PERSISTENT = 0x01;
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);
    private static final List<Integer> PROTOCOL_NUMBERS = List.of(6, 17, 132);
    /** Flag bits from 0x04 on; 0x02 (hashed) is the kernel's own. */
    private static final List<ServiceFlag> FLAG_BITS = List.of(ServiceFlag.ONE_PACKET, ServiceFlag.SCHEDULER_1,
            ServiceFlag.SCHEDULER_2, ServiceFlag.SCHEDULER_3);
    private static final int FIRST_FLAG = 2;
    private static final int ALL_BITS = -1;
    private static final byte[] NOTHING = {};
    private static final byte[] IPV4_HOST = {-1, -1, -1, -1};
    private static final int IPV6_HOST = 128;

    private Optional<Family> family = Optional.empty();
    private int protocol;
    private byte[] address = NOTHING;
    private int port;
    private long mark;
    private String scheduler = "";
    private int flags;
    private long timeout;
    private byte[] netmask = NOTHING;
    private String engine = "";
    private Attributes traffic = Attributes.NONE;
    private Attributes narrow = Attributes.NONE;

    private ServiceFields() {}

    /** The number of a protocol (IANA). */
    static int number(Protocol protocol) {
        return PROTOCOL_NUMBERS.get(PROTOCOLS.indexOf(protocol));
    }

    /** The protocol of a number; empty when the model has no such thing. */
    static Optional<Protocol> protocol(int number) {
        int known = PROTOCOL_NUMBERS.indexOf(number);
        return known < 0 ? Optional.empty() : Optional.of(PROTOCOLS.get(known));
    }

    /** Writes what identifies a service. */
    static void identity(MessageWriter out, ServiceKey key) {
        out.u16(AF, AddressBytes.number(AddressBytes.family(key)));
        switch (key) {
            case ServiceKey.Endpoint(Protocol protocol, InetAddress address, int port) ->
                out.u16(PROTOCOL, number(protocol))
                        .bytes(ADDRESS, AddressBytes.union(address)).u16be(PORT, port);
            case ServiceKey.Mark(long mark, Family _) -> out.u32(MARK, mark);
        }
    }

    /** Writes a whole service. The four after its identity are mandatory, persistent or not. */
    static void whole(MessageWriter out, Service service) {
        identity(out, service.key());
        out.string(SCHEDULER, service.scheduler());
        int flags = service.persistence().isPresent() ? PERSISTENT : 0;
        for (ServiceFlag flag : service.flags()) {
            flags |= 1 << (FIRST_FLAG + FLAG_BITS.indexOf(flag));
        }
        out.u32s(FLAGS, flags, ALL_BITS);
        out.u32(TIMEOUT, service.persistence().map(p -> p.timeout().toSeconds()).orElse(0L));
        if (AddressBytes.family(service.key()) == Family.IPV4) {
            out.bytes(NETMASK, service.persistence().map(p -> p.mask().getAddress()).orElse(IPV4_HOST));
        } else {
            out.u32(NETMASK, service.persistence().map(Persistence::prefixLength).orElse(IPV6_HOST));
        }
        service.persistenceEngine().ifPresent(engine -> out.string(ENGINE, engine));
    }

    static ServiceFields read(Attributes at) throws NetlinkException.Malformed {
        var fields = new ServiceFields();
        while (at.next()) {
            fields.take(at);
        }
        return fields;
    }

    private void take(Attributes at) throws NetlinkException.Malformed {
        switch (at.type()) {
            case AF -> family = AddressBytes.family(at.u16());
            case PROTOCOL -> protocol = at.u16();
            case ADDRESS -> address = at.bytes();
            case PORT -> port = at.u16be();
            case MARK -> mark = at.u32();
            case SCHEDULER -> scheduler = at.string();
            case FLAGS -> flags = (int) at.u32();
            case TIMEOUT -> timeout = at.u32();
            case NETMASK -> netmask = at.bytes(Integer.BYTES);
            case ENGINE -> engine = at.string();
            case TRAFFIC -> traffic = at.nested();
            case NARROW_TRAFFIC -> narrow = at.nested();
            default -> {
                // newer kernels say more
            }
        }
    }

    /** Its identity; empty when the model has no such thing: a protocol or a family that only other programs use. */
    Optional<ServiceKey> key() throws NetlinkException.Malformed {
        if (family.isEmpty()) {
            return Optional.empty();
        }
        if (mark != 0) {
            return Optional.of(new ServiceKey.Mark(mark, family.get()));
        }
        int known = PROTOCOL_NUMBERS.indexOf(protocol);
        if (known < 0) {
            return Optional.empty();
        }
        return Optional
                .of(new ServiceKey.Endpoint(PROTOCOLS.get(known), AddressBytes.read(address, family.get()), port));
    }

    Optional<Service> service() throws NetlinkException.Malformed {
        Optional<ServiceKey> key = key();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Service(key.get(), scheduler, flags(), persistence(key.get()),
                engine.isEmpty() ? Optional.empty() : Optional.of(engine)));
    }

    /** The counters; once only, and while the message holds. */
    Traffic traffic() throws NetlinkException.Malformed {
        return TrafficFields.read(traffic, narrow);
    }

    /** An IPv4 mask is one, in network order; an IPv6 mask is a prefix length, in the order of this machine. */
    private Optional<Persistence> persistence(ServiceKey key) throws NetlinkException.Malformed {
        if ((flags & PERSISTENT) == 0) {
            return Optional.empty();
        }
        Duration seconds = Duration.ofSeconds(timeout);
        if (AddressBytes.family(key) == Family.IPV4) {
            return Optional.of(new Persistence(seconds, AddressBytes.read(netmask, Family.IPV4)));
        }
        int prefix = netmask.length == 0 ? 0 : ByteBuffer.wrap(netmask).order(ByteOrder.nativeOrder()).getInt();
        if (prefix < 1 || prefix > IPV6_HOST) {
            throw new NetlinkException.Malformed(key + " persists under a mask of " + prefix + " bits");
        }
        return Optional.of(Persistence.of(seconds, prefix, Family.IPV6));
    }

    private Set<ServiceFlag> flags() {
        Set<ServiceFlag> set = EnumSet.noneOf(ServiceFlag.class);
        for (int i = 0; i < FLAG_BITS.size(); i++) {
            if ((flags & (1 << (FIRST_FLAG + i))) != 0) {
                set.add(FLAG_BITS.get(i));
            }
        }
        return set;
    }
}
