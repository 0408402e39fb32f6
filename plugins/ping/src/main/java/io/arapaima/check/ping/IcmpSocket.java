package io.arapaima.check.ping;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** A socket of the kernel, connected to one server, so that others cannot answer for it and ICMP errors come back. */
final class IcmpSocket implements EchoChannel {
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int SOL_RAW = 255;
    private static final int FILTER = 1;
    private static final int RECVERR_V4 = 11;
    private static final int RECVERR_V6 = 25;
    private static final short POLLIN = 1;
    /** An IPv4 header with all options; raw sockets of version 4 deliver it. */
    private static final int MOST_HEADER = 60;

    private final int fd;
    private final IcmpVersion version;
    private final boolean raw;
    private final byte[] buffer;

    private IcmpSocket(int fd, IcmpVersion version, boolean raw, int length) {
        this.fd = fd;
        this.version = version;
        this.raw = raw;
        this.buffer = new byte[length + MOST_HEADER];
    }

    static IcmpSocket open(InetAddress address, int length) throws KernelRefusal {
        IcmpSocket socket = openUnconnected(IcmpVersion.of(address), length);
        try {
            socket.prepare(address);
            return socket;
        } catch (LastErrorException e) {
            socket.close();
            throw new KernelRefusal("no way to send an echo request to " + address.getHostAddress(), e);
        }
    }

    /** Datagram sockets need no right where the sysctl allows them; Debian does since version 13. */
    private static IcmpSocket openUnconnected(IcmpVersion version, int length) throws KernelRefusal {
        try {
            return new IcmpSocket(Libc.socket(version.domain, SOCK_DGRAM | SOCK_NONBLOCK_CLOEXEC, version.protocol),
                    version, false, length);
        } catch (LastErrorException forbidden) {
            if (forbidden.getErrorCode() != KernelRefusal.EACCES) {
                throw new KernelRefusal("this director cannot open an ICMP socket", forbidden);
            }
        }
        try {
            return new IcmpSocket(Libc.socket(version.domain, SOCK_RAW | SOCK_NONBLOCK_CLOEXEC, version.protocol),
                    version, true, length);
        } catch (LastErrorException e) {
            throw new KernelRefusal(e.getErrorCode() != KernelRefusal.EPERM
                    ? "this director cannot open an ICMP socket"
                    : "ping is forbidden on this director: set sysctl net.ipv4.ping_group_range = \"0 2147483647\" "
                            + "or give the engine CAP_NET_RAW",
                    e);
        }
    }

    private void prepare(InetAddress address) {
        if (raw) {
            byte[] filter = onlyReplies();
            Libc.setsockopt(fd, version == IcmpVersion.V4 ? SOL_RAW : version.protocol, FILTER, filter, filter.length);
        }
        byte[] on = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(1).array();
        switch (version) {
            case V4 -> Libc.setsockopt(fd, /* SOL_IP */ 0, RECVERR_V4, on, on.length);
            case V6 -> Libc.setsockopt(fd, /* SOL_IPV6 */ 41, RECVERR_V6, on, on.length);
        }
        byte[] sockaddr = IcmpVersion.sockaddr(address);
        Libc.connect(fd, sockaddr, sockaddr.length);
    }

    /** ICMP_FILTER has a bit for each of 32 types, ICMPV6_FILTER for each of 256; a set bit is not delivered. */
    private byte[] onlyReplies() {
        int type = version.reply & 0xff;
        byte[] bits = new byte[version == IcmpVersion.V4 ? 4 : 32];
        Arrays.fill(bits, (byte) 0xff);
        ByteBuffer words = ByteBuffer.wrap(bits).order(ByteOrder.nativeOrder());
        int word = type / 32 * 4;
        words.putInt(word, words.getInt(word) & ~(1 << type % 32));
        return bits;
    }

    @Override
    public void send(byte[] message) throws KernelRefusal {
        try {
            Libc.send(fd, message, new NativeLong(message.length), 0);
        } catch (LastErrorException e) {
            throw new KernelRefusal("the echo request was not sent", e);
        }
    }

    @Override
    public Optional<ByteBuffer> receive() throws KernelRefusal {
        try {
            // Asked first, because "nothing there" from recv would be an exception each time.
            if (!somethingThere()) {
                return Optional.empty();
            }
            int length = Libc.recv(fd, buffer, new NativeLong(buffer.length), 0).intValue();
            int start = raw && version == IcmpVersion.V4 ? (buffer[0] & 0xf) * 4 : 0;
            return Optional.of(ByteBuffer.wrap(buffer, start, Math.max(0, length - start)).slice());
        } catch (LastErrorException e) {
            if (e.getErrorCode() == KernelRefusal.EAGAIN || e.getErrorCode() == KernelRefusal.EINTR) {
                return Optional.empty();
            }
            throw new KernelRefusal("the network answers an echo request", e);
        }
    }

    private boolean somethingThere() {
        byte[] descriptor = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(fd).putShort(POLLIN).array();
        return Libc.poll(descriptor, new NativeLong(1), 0) > 0;
    }

    @Override
    public void close() {
        try {
            Libc.close(fd);
        } catch (LastErrorException _) {
            // The kernel has let go of the descriptor all the same (close(2)).
        }
    }
}
