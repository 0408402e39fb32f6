package io.arapaima.dataplane;

import io.arapaima.checkspec.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * What identifies a destination within its service.
 *
 * @param address address of the real server
 * @param port 1 to 65535, or 0 for the port the client asked for
 */
public record DestinationKey(InetAddress address, int port) {
    private static final int MAX_PORT = 65535;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException unless 0 &lt;= port &lt;= 65535
     */
    public DestinationKey {
        requirePort(port);
    }

    static void requirePort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is outside 0 to " + MAX_PORT);
        }
    }

    static String text(InetAddress address, int port) {
        String host = AddressText.of(address);
        return address instanceof Inet6Address ? "[" + host + "]:" + port : host + ":" + port;
    }

    @Override
    public String toString() {
        return text(address, port);
    }
}
