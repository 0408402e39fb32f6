package io.arapaima.nanny;

import io.arapaima.checkspec.AddressText;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What this machine knows of the way to an IPv4 address: the main table's route, the interface's link, the gateway's entry in
 * the ARP cache. Only what is certain is said; with IPv6 or another table nothing is.
 *
 * @param proc where the kernel says it
 */
record LocalNetwork(Path proc) {
    private static final int UP = 1;
    private static final int REJECT = 0x200;

    private record Route(String device, int destination, int gateway, int flags, int mask) {
        boolean covers(int address) {
            return (flags & UP) != 0 && (flags & REJECT) == 0 && (address & mask) == (destination & mask);
        }
    }

    /**
     * What keeps this machine from an address.
     *
     * @param address of a server
     * @param unreachable whether the kernel has said that the network cannot be reached, as it does without a route
     * @return one clause; empty = nothing is known
     */
    Optional<String> problem(InetAddress address, boolean unreachable) {
        if (!(address instanceof Inet4Address) || address.isLoopbackAddress()) {
            return Optional.empty();
        }
        try {
            int wanted = number(address.getAddress());
            Optional<Route> route = routes().stream().filter(each -> each.covers(wanted))
                    .max((a, b) -> Integer.compareUnsigned(a.mask, b.mask));
            if (route.isEmpty()) {
                return Optional.of("this director has no route to " + AddressText.of(address))
                        .filter(_ -> unreachable);
            }
            return link(route.get()).or(() -> gateway(route.get()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private List<Route> routes() throws IOException {
        return read("net/route").lines().skip(1).map(line -> line.strip().split("\\s+")).filter(f -> f.length >= 8)
                .map(f -> new Route(f[0], hex(f[1]), hex(f[2]), (int) Long.parseLong(f[3], 16), hex(f[7]))).toList();
    }

    /** The kernel writes an address as the number that its bytes make on this machine, most of which are little-endian. */
    private static int hex(String digits) {
        byte[] bytes = HexFormat.of().parseHex(digits);
        return Integer.reverseBytes(number(bytes));
    }

    private static int number(byte[] bytes) {
        int number = 0;
        for (byte each : bytes) {
            number = number << 8 | (each & 0xff);
        }
        return number;
    }

    private static Optional<String> link(Route route) {
        try {
            NetworkInterface device = NetworkInterface.getByName(route.device);
            return device != null && device.isUp()
                    ? Optional.empty()
                    : Optional.of("interface " + route.device + " of this director has no link");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** An entry without the flag 2 (complete) was asked for, and nobody answered. */
    private Optional<String> gateway(Route route) {
        if (route.gateway == 0) {
            return Optional.empty();
        }
        String address = text(route.gateway);
        try {
            boolean silent = read("net/arp").lines().map(line -> line.strip().split("\\s+"))
                    .anyMatch(f -> f.length >= 6 && f[0].equals(address) && f[5].equals(route.device)
                            && Arrays.asList("0x0", "0x1").contains(f[2]));
            return silent
                    ? Optional.of("the gateway " + address + " of this director does not answer on " + route.device)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String text(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    private String read(String file) throws IOException {
        try (var in = new FileInputStream(proc.resolve(file).toFile())) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
