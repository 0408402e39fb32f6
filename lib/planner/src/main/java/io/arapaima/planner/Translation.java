package io.arapaima.planner;

import io.arapaima.config.Delivery;
import io.arapaima.config.SchedulerFlag;
import io.arapaima.config.VirtualService;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Persistence;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceFlag;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Thresholds;
import io.arapaima.dataplane.Tunnel;
import java.net.Inet6Address;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** One virtual service and the way to one server, in the words of the data plane. Pure. */
final class Translation {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private Translation() {}

    static ServiceKey key(VirtualService virtual) {
        if (virtual.fwmark() != 0) {
            return new ServiceKey.Mark(virtual.fwmark(), family(virtual));
        }
        Protocol protocol = switch (virtual.protocol()) {
            case TCP -> Protocol.TCP;
            case UDP -> Protocol.UDP;
            case SCTP -> Protocol.SCTP;
        };
        return new ServiceKey.Endpoint(protocol, virtual.address(), virtual.port());
    }

    static Service service(ServiceKey key, VirtualService virtual) {
        return new Service(key, virtual.scheduler().kernelName(), flags(virtual), persistence(virtual),
                virtual.persistenceEngine().map(engine -> engine.word()));
    }

    /** Where two names mean one bit (sh-port, mh-port), the scheduler decides; another scheduler's name is left out. */
    private static Set<ServiceFlag> flags(VirtualService virtual) {
        Set<ServiceFlag> flags = EnumSet.noneOf(ServiceFlag.class);
        if (virtual.onePacket()) {
            flags.add(ServiceFlag.ONE_PACKET);
        }
        virtual.schedulerFlags().stream().filter(flag -> flag.fits(virtual.scheduler())).map(SchedulerFlag::bit)
                .forEach(bit -> flags.add(switch (bit) {
                    case 1 -> ServiceFlag.SCHEDULER_1;
                    case 2 -> ServiceFlag.SCHEDULER_2;
                    default -> ServiceFlag.SCHEDULER_3;
                }));
        return flags;
    }

    private static Optional<Persistence> persistence(VirtualService virtual) {
        if (virtual.persistent().isZero()) {
            return Optional.empty();
        }
        int whole = family(virtual) == ServiceKey.Family.IPV6 ? IPV6_BITS : IPV4_BITS;
        return Optional.of(virtual.pmask().map(mask -> new Persistence(virtual.persistent(), mask))
                .orElseGet(() -> Persistence.of(virtual.persistent(), whole, family(virtual))));
    }

    private static ServiceKey.Family family(VirtualService virtual) {
        return virtual.address() instanceof Inet6Address ? ServiceKey.Family.IPV6 : ServiceKey.Family.IPV4;
    }

    static Destination destination(DestinationKey key, int weight, Delivery delivery) {
        Forwarding forwarding = forwarding(delivery);
        return new Destination(key, forwarding, weight,
                forwarding == Forwarding.TUNNEL ? tunnel(delivery) : Tunnel.IPIP,
                new Thresholds(delivery.upperThreshold(), delivery.lowerThreshold()));
    }

    /** The sorry server is never full: nobody is left to send its clients to. */
    static Destination sorry(DestinationKey key, Delivery delivery) {
        Destination sorry = destination(key, 1, delivery);
        return new Destination(key, sorry.forwarding(), sorry.weight(), sorry.tunnel(), Thresholds.NONE);
    }

    private static Forwarding forwarding(Delivery delivery) {
        return switch (delivery.forwarding()) {
            case NAT -> Forwarding.MASQUERADE;
            case DIRECT -> Forwarding.DIRECT;
            case TUNNEL -> Forwarding.TUNNEL;
        };
    }

    private static Tunnel tunnel(Delivery delivery) {
        Tunnel.Checksum checksum = switch (delivery.tunnelChecksum()) {
            case NONE -> Tunnel.Checksum.NONE;
            case FULL -> Tunnel.Checksum.FULL;
            case REMOTE -> Tunnel.Checksum.REMOTE;
        };
        return switch (delivery.tunnelType()) {
            case IPIP -> Tunnel.IPIP;
            case GUE -> new Tunnel(Tunnel.Encapsulation.GUE, delivery.tunnelPort(), checksum);
            case GRE -> new Tunnel(Tunnel.Encapsulation.GRE, 0, checksum);
        };
    }
}
