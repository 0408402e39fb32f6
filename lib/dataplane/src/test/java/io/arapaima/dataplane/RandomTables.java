package io.arapaima.dataplane;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that can stand in a table, drawn at random. */
final class RandomTables {
    private RandomTables() {}

    static Change change(Random random) {
        ServiceKey key = key(random);
        return switch (random.nextInt(6)) {
            case 0 -> new Change.AddService(service(random, key));
            case 1 -> new Change.EditService(service(random, key));
            case 2 -> new Change.RemoveService(key);
            case 3 -> new Change.AddDestination(key, destination(random));
            case 4 -> new Change.EditDestination(key, destination(random));
            default -> new Change.RemoveDestination(key, destination(random).key());
        };
    }

    static Table table(Random random) {
        var entries = new LinkedHashMap<ServiceKey, Table.Entry>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var destinations = new LinkedHashMap<DestinationKey, Destination>();
            for (int j = random.nextInt(4); j > 0; j--) {
                Destination destination = destination(random);
                destinations.put(destination.key(), destination);
            }
            ServiceKey key = key(random);
            entries.put(key, new Table.Entry(service(random, key), List.copyOf(destinations.values())));
        }
        return new Table(List.copyOf(entries.values()));
    }

    static Service service(Random random, ServiceKey key) {
        String scheduler = oneOf(random, List.of("rr", "sh", "lblcr", "mh"));
        Set<ServiceFlag> flags = Stream.of(ServiceFlag.values()).filter(_ -> random.nextInt(3) == 0)
                .collect(Collectors.toSet());
        Optional<String> engine = random.nextInt(4) == 0 ? Optional.of("sip") : Optional.empty();
        return new Service(key, scheduler, flags, persistence(random, Addresses.family(key)), engine);
    }

    private static Optional<Persistence> persistence(Random random, ServiceKey.Family family) {
        if (random.nextBoolean()) {
            return Optional.empty();
        }
        Duration timeout = Duration.ofSeconds(random.nextInt(2_678_401));
        int bits = Addresses.bits(family == ServiceKey.Family.IPV6);
        return Optional.of(family == ServiceKey.Family.IPV4 && random.nextBoolean()
                ? new Persistence(timeout, address(random, 4))
                : Persistence.of(timeout, 1 + random.nextInt(bits), family));
    }

    static ServiceKey key(Random random) {
        if (random.nextInt(4) == 0) {
            long mark = 1 + random.nextLong(0xFFFF_FFFFL);
            return new ServiceKey.Mark(mark, random.nextBoolean() ? ServiceKey.Family.IPV4 : ServiceKey.Family.IPV6);
        }
        Protocol protocol = oneOf(random, List.of(Protocol.values()));
        return new ServiceKey.Endpoint(protocol, address(random), random.nextInt(65536));
    }

    static Destination destination(Random random) {
        Forwarding forwarding = oneOf(random,
                List.of(Forwarding.MASQUERADE, Forwarding.DIRECT, Forwarding.TUNNEL));
        long upper = random.nextBoolean() ? 0 : random.nextLong(0x1_0000_0000L);
        return new Destination(new DestinationKey(address(random), random.nextInt(65536)), forwarding,
                random.nextInt(65536), forwarding == Forwarding.TUNNEL ? tunnel(random) : Tunnel.IPIP,
                new Thresholds(upper, upper == 0 ? 0 : random.nextLong(upper)));
    }

    private static Tunnel tunnel(Random random) {
        Tunnel.Checksum checksum = oneOf(random, List.of(Tunnel.Checksum.values()));
        return switch (oneOf(random, List.of(Tunnel.Encapsulation.values()))) {
            case IPIP -> Tunnel.IPIP;
            case GUE -> new Tunnel(Tunnel.Encapsulation.GUE, 1 + random.nextInt(65535), checksum);
            case GRE -> new Tunnel(Tunnel.Encapsulation.GRE, 0, checksum);
        };
    }

    private static <T> T oneOf(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Many zero groups, so that each way of shortening comes up. */
    private static InetAddress address(Random random) {
        return address(random, random.nextBoolean() ? 4 : 16);
    }

    private static InetAddress address(Random random, int bytes) {
        byte[] address = new byte[bytes];
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
        }
        if (address.length == 16) {
            address[0] = 0x20; // never an IPv4-mapped address, which the JDK turns into IPv4
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
