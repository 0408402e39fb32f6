package io.arapaima.dataplane;

import java.net.InetAddress;

/**
 * What identifies a service in the table: an address, protocol and port, or a firewall mark (kernel:
 * {@code ip_vs_service} lookup). Two services never share a key; everything else about a service may be edited in place.
 */
public sealed interface ServiceKey {
    /** {@return what packets are chosen by: {@code TCP}, {@code UDP}, {@code SCTP} or {@code FWM}} */
    String kind();

    /** {@return address and port, or the mark} */
    String place();

    /** Address family of the service; a mark's family is part of its identity (kernel: {@code svc->af}). */
    enum Family {
        /** Internet Protocol version 4. */
        IPV4,
        /** Internet Protocol version 6. */
        IPV6
    }

    /**
     * A service at a virtual address.
     *
     * @param protocol transport
     * @param address virtual address, never a wildcard
     * @param port 1 to 65535, or 0 for every port (persistent services only)
     */
    record Endpoint(Protocol protocol, InetAddress address, int port) implements ServiceKey {
        /**
         * Checks the limits.
         *
         * @throws IllegalArgumentException unless 0 &lt;= port &lt;= 65535
         */
        public Endpoint {
            DestinationKey.requirePort(port);
        }

        @Override
        public String kind() {
            return protocol.toString();
        }

        @Override
        public String place() {
            return DestinationKey.text(address, port);
        }

        @Override
        public String toString() {
            return kind() + " " + place();
        }
    }

    /**
     * A service for every packet that carries a firewall mark.
     *
     * @param mark 1 to 4294967295
     * @param family family of the packets
     */
    record Mark(long mark, Family family) implements ServiceKey {
        /**
         * Checks the limits.
         *
         * @throws IllegalArgumentException unless 1 &lt;= mark &lt;= 4294967295
         */
        public Mark {
            if (mark < 1 || mark > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("firewall mark " + mark + " is outside 1 to 4294967295");
            }
        }

        @Override
        public String kind() {
            return "FWM";
        }

        @Override
        public String place() {
            return mark + (family == Family.IPV6 ? " IPv6" : "");
        }

        @Override
        public String toString() {
            return kind() + " " + place();
        }
    }
}
