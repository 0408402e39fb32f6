package io.arapaima.lvsctl.setup;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What this machine tells by itself, offered as an answer.
 *
 * @param address its first address that is not the loopback's
 * @param device the interface of that address
 * @param gateway where its default route leads
 */
record Surroundings(Optional<String> address, Optional<String> device, Optional<String> gateway) {
    /** {@return this machine's} */
    static Surroundings here() throws IOException {
        Optional<NetworkInterface> device = found();
        return new Surroundings(device.flatMap(Surroundings::addressOf), device.map(NetworkInterface::getName),
                gatewayIn(Path.of("/proc/net/route")));
    }

    private static Optional<NetworkInterface> found() throws SocketException {
        return NetworkInterface.networkInterfaces().filter(Surroundings::isPublic)
                .filter(device -> addressOf(device).isPresent()).findFirst();
    }

    private static boolean isPublic(NetworkInterface device) {
        try {
            return device.isUp() && !device.isLoopback();
        } catch (SocketException e) {
            return false; // it is gone already
        }
    }

    private static Optional<String> addressOf(NetworkInterface device) {
        return device.inetAddresses().filter(Inet4Address.class::isInstance).map(InetAddress::getHostAddress)
                .findFirst();
    }

    /** The kernel writes a line a route, numbers in hexadecimal and the machine's own order of bytes. */
    static Optional<String> gatewayIn(Path routes) throws IOException {
        List<String> lines = Files.exists(routes) ? Files.readAllLines(routes) : List.of();
        for (String line : lines) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 2 && fields[1].equals("00000000") && !fields[2].equals("00000000")
                    && fields[2].matches("[0-9A-F]{8}")) {
                byte[] bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder())
                        .putInt(Integer.parseUnsignedInt(fields[2], 16)).array();
                return Optional.of(named(bytes));
            }
        }
        return Optional.empty();
    }

    private static String named(byte[] bytes) throws UnknownHostException {
        return InetAddress.getByAddress(bytes).getHostAddress();
    }
}
