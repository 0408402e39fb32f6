package io.arapaima.ipvs;

import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Persistence;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceFlag;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.ServiceKey.Family;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Thresholds;
import io.arapaima.dataplane.Tunnel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Tables of everything that the kernel takes, from few enough keys that one table changes into the next. */
final class RandomKernelTables {
    private RandomKernelTables() {}

    static Table table(Random random) {
        Map<ServiceKey, Table.Entry> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            ServiceKey key = key(random);
            Service service = service(random, key);
            Map<DestinationKey, Destination> destinations = new LinkedHashMap<>();
            for (int j = random.nextInt(6); j > 0; j--) {
                Destination destination = destination(random, service);
                destinations.put(destination.key(), destination);
            }
            entries.put(key, new Table.Entry(service, List.copyOf(destinations.values())));
        }
        return new Table(List.copyOf(entries.values()));
    }

    private static ServiceKey key(Random random) {
        Family family = oneOf(random, Family.values());
        return random.nextInt(4) == 0
                ? new ServiceKey.Mark(0xFFFF_FFFFL - random.nextInt(2), family)
                : new ServiceKey.Endpoint(oneOf(random, Protocol.values()), address(random, family),
                        65_534 + random.nextInt(2));
    }

    private static Service service(Random random, ServiceKey key) {
        boolean onePacket = random.nextInt(3) == 0 && switch (key) {
            case ServiceKey.Endpoint endpoint -> endpoint.protocol() == Protocol.UDP;
            case ServiceKey.Mark _ -> true;
        };
        Set<ServiceFlag> flags = onePacket
                ? Set.of(ServiceFlag.ONE_PACKET, ServiceFlag.SCHEDULER_3)
                : random.nextBoolean() ? Set.of(ServiceFlag.SCHEDULER_1, ServiceFlag.SCHEDULER_2) : Set.of();
        Family family = AddressBytes.family(key);
        Optional<Persistence> persistence = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(family == Family.IPV4 && random.nextBoolean()
                        ? new Persistence(Duration.ofDays(31), InetAddress.ofLiteral("255.0.255.0"))
                        : Persistence.of(Duration.ofSeconds(random.nextInt(5)),
                                1 + random.nextInt(family == Family.IPV4 ? 32 : 128), family));
        return new Service(key, oneOf(random, new String[]{"rr", "mh", "lblcr"}), flags, persistence,
                persistence.isPresent() && random.nextBoolean() ? Optional.of("sip") : Optional.empty());
    }

    private static Destination destination(Random random, Service service) {
        boolean tunnel = random.nextInt(3) == 0;
        Family family = tunnel ? oneOf(random, Family.values()) : AddressBytes.family(service.key());
        Forwarding method = tunnel
                ? Forwarding.TUNNEL
                : service.flags().contains(ServiceFlag.ONE_PACKET) || random.nextBoolean()
                        ? Forwarding.DIRECT
                        : Forwarding.MASQUERADE;
        Tunnel.Checksum checksum = oneOf(random, Tunnel.Checksum.values());
        Tunnel wrapped = switch (tunnel ? oneOf(random, Tunnel.Encapsulation.values()) : Tunnel.Encapsulation.IPIP) {
            case IPIP -> Tunnel.IPIP;
            case GUE -> new Tunnel(Tunnel.Encapsulation.GUE, 1 + random.nextInt(65_535), checksum);
            case GRE -> new Tunnel(Tunnel.Encapsulation.GRE, 0, checksum);
        };
        long upper = random.nextBoolean() ? 0 : 1 + random.nextInt(Integer.MAX_VALUE);
        return new Destination(new DestinationKey(address(random, family), random.nextInt(2)), method,
                random.nextInt(Integer.MAX_VALUE), wrapped,
                new Thresholds(upper, upper == 0 ? 0 : random.nextLong(upper)));
    }

    private static InetAddress address(Random random, Family family) {
        byte[] bytes = new byte[family == Family.IPV4 ? 4 : 16];
        bytes[0] = family == Family.IPV4 ? 10 : (byte) 0x20;
        bytes[bytes.length - 1] = (byte) (253 + random.nextInt(3));
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static <T> T oneOf(Random random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
