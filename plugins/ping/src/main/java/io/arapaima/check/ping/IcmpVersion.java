package io.arapaima.check.ping;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The two protocols, with the numbers that Linux and the RFCs give them. */
enum IcmpVersion {
    /** RFC 792. */
    V4(2, 1, 8, 0),
    /** RFC 4443. */
    V6(10, 58, 128, 129);

    /** AF_INET or AF_INET6. */
    final int domain;
    /** IPPROTO_ICMP or IPPROTO_ICMPV6. */
    final int protocol;
    final byte request;
    final byte reply;

    IcmpVersion(int domain, int protocol, int request, int reply) {
        this.domain = domain;
        this.protocol = protocol;
        this.request = (byte) request;
        this.reply = (byte) reply;
    }

    static IcmpVersion of(InetAddress address) {
        return address instanceof Inet6Address ? V6 : V4;
    }

    /** A {@code sockaddr_in} or {@code sockaddr_in6}: the family and the scope in the machine's byte order, port 0. */
    static byte[] sockaddr(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.allocate(address instanceof Inet6Address ? 28 : 16)
                .order(ByteOrder.nativeOrder());
        bytes.putShort((short) of(address).domain).putShort((short) 0);
        if (address instanceof Inet6Address six) {
            bytes.putInt(0).put(six.getAddress()).putInt(six.getScopeId());
        } else {
            bytes.put(address.getAddress());
        }
        return bytes.array();
    }
}
