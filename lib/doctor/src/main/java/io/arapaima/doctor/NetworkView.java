package io.arapaima.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The machine's routes and addresses, as /proc/net shows them. Policy routing has tables of its own, which are not seen.
 *
 * @param routes the main tables of IPv4 and IPv6
 * @param addresses the machine's own addresses
 */
record NetworkView(List<Route> routes, Set<InetAddress> addresses) {
    /** The kernel's flags in /proc/net/route and ipv6_route (uapi/linux/route.h, ipv6_route.h). */
    private static final long UP = 0x1;
    private static final long GATEWAY = 0x2;
    private static final long REJECT = 0x200;
    private static final long ADVERTISED = 0x40000;
    private static final long LOCAL = 0x80000000L;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    static NetworkView of(Machine machine) {
        List<Route> routes = new ArrayList<>();
        machine.lines("/proc/net/route").stream().skip(1).map(BLANKS::split).filter(f -> f.length >= 8)
                .forEach(f -> four(f, routes));
        machine.lines("/proc/net/ipv6_route").stream().map(BLANKS::split).filter(f -> f.length >= 10)
                .forEach(f -> six(f, routes));
        return new NetworkView(routes, addresses(machine));
    }

    /** Iface Destination Gateway Flags RefCnt Use Metric Mask. */
    private static void four(String[] field, List<Route> into) {
        long flags = Long.parseLong(field[3], 16);
        if ((flags & UP) != 0) {
            var to = Prefix.of(nativeOrder(field[1]), nativeOrder(field[7]));
            into.add(new Route(to, (flags & GATEWAY) == 0, field[0], Long.parseLong(field[6]), (flags & REJECT) != 0,
                    false, false));
        }
    }

    /** destination length source length next-hop metric references use flags device. */
    private static void six(String[] field, List<Route> into) {
        long flags = Long.parseLong(field[8], 16);
        var to = new Prefix(address(HexFormat.of().parseHex(field[0])), Integer.parseInt(field[1], 16));
        boolean unicast = !to.address().isMulticastAddress() && (flags & LOCAL) == 0;
        if ((flags & UP) != 0 && unicast) {
            into.add(new Route(to, (flags & GATEWAY) == 0, field[9], Long.parseLong(field[5], 16),
                    (flags & REJECT) != 0, false, (flags & ADVERTISED) != 0));
        }
    }

    private static Set<InetAddress> addresses(Machine machine) {
        Set<InetAddress> found = new LinkedHashSet<>();
        String leaf = "";
        for (String line : machine.lines("/proc/net/fib_trie")) {
            String text = line.strip();
            if (text.startsWith("|-- ")) {
                leaf = text.substring(4);
            } else if (text.equals("/32 host LOCAL")) {
                found.add(InetAddress.ofLiteral(leaf));
            }
        }
        machine.lines("/proc/net/if_inet6")
                .forEach(line -> found.add(address(HexFormat.of().parseHex(line.substring(0, 32)))));
        return found;
    }

    private static InetAddress nativeOrder(String hex) {
        int value = Integer.parseUnsignedInt(hex, 16);
        return address(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the kernel wrote an address of " + bytes.length + " bytes", e);
        }
    }

    /** Whether packets for the address stay on this machine. */
    boolean isLocal(InetAddress address) {
        return addresses.contains(address) || address.isLoopbackAddress();
    }

    /** The route that the kernel takes: the longest prefix, then the lowest metric. */
    Optional<Route> to(InetAddress address) {
        return routes.stream().filter(route -> route.to().contains(address))
                .min(Comparator.comparingInt((Route route) -> -route.to().length()).thenComparingLong(Route::metric));
    }

    /** The networks on a device's own wire. */
    List<Prefix> subnets(String device) {
        return routes.stream().filter(r -> r.direct() && !r.reject() && !r.isDefault() && r.device().equals(device))
                .map(Route::to).filter(to -> !to.isHost() && !to.address().isLinkLocalAddress()).distinct().toList();
    }

    /** The devices of the default routes of an address's family. */
    List<Route> defaults(InetAddress family) {
        return routes.stream().filter(r -> r.isDefault() && !r.reject()
                && r.to().address().getAddress().length == family.getAddress().length).toList();
    }

    /** The same with the routes that floating addresses bring along once they are on their devices. */
    static NetworkView planned(Machine machine, Site site) {
        NetworkView now = of(machine);
        List<String> devices = machine.devices();
        List<Route> all = new ArrayList<>(now.routes());
        site.floating().stream().filter(f -> devices.contains(f.device())).forEach(f -> f.subnet()
                .ifPresent(subnet -> all.add(new Route(subnet, true, f.device(), Long.MAX_VALUE, false, true, false))));
        return new NetworkView(all, now.addresses());
    }
}
