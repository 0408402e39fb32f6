package io.arapaima.check;

import io.arapaima.checkspec.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Whom a probe asks.
 *
 * @param address address of the real server, already resolved
 * @param port 1 to 65535; 0 where the service has no port (firewall mark without one)
 * @param transport what the virtual service balances
 * @param connectTimeout limit of the connect alone; never longer than the whole deadline matters
 * @param options the options of this check, validated, defaults filled in
 */
public record Target(InetAddress address, int port, Transport transport, Duration connectTimeout, Options options) {
    /** Transport protocols. */
    public enum Transport {
        /** Transmission Control Protocol. */
        TCP,
        /** User Datagram Protocol. */
        UDP,
        /** Stream Control Transmission Protocol. */
        SCTP
    }

    /**
     * The address as a URI or a Host header has it.
     *
     * @return without a zone, in brackets and in its shortest form if it is IPv6
     */
    public String hostInUri() {
        String written = AddressText.of(address);
        int zone = written.indexOf('%');
        String plain = zone < 0 ? written : written.substring(0, zone);
        return address instanceof Inet6Address ? "[" + plain + "]" : plain;
    }

    /** {@return address and port together} */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }
}
