package io.arapaima.ipvs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * A netlink socket. Commands and events need one each. It belongs to the network namespace in which the process was when it
 * was opened.
 */
final class NetlinkSocket implements NetlinkChannel {
    /** rtnetlink: addresses and links. */
    static final int ROUTE = 0;
    /** Generic netlink: IPVS. */
    static final int GENERIC = 16;

    private static final int CAP_ACK = 10;
    private static final int EXT_ACK = 11;
    /** The kernel fills dump datagrams as large as the greatest buffer it has seen, up to 32 KiB (af_netlink.c). */
    private static final int CAPACITY = 64 * 1024;
    /** Each reply costs about 1 KiB of the socket's buffer; the default holds 220. */
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
    private static final int ADDRESS_SIZE = 12;
    private static final int PORT_ID = 4;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final ByteBuffer in = direct(CAPACITY);
    private final ByteBuffer sender = direct(ADDRESS_SIZE);
    private final ByteBuffer senderSize = direct(Integer.BYTES);
    private final ByteBuffer polled = direct(8);
    private final int portId;
    private int socket;

    private NetlinkSocket(int socket, int groups) throws NetlinkException {
        this.socket = socket;
        ByteBuffer address = direct(ADDRESS_SIZE).putShort(0, (short) Libc.AF_NETLINK).putInt(8, groups);
        if (Libc.bind(socket, address, ADDRESS_SIZE) < 0) {
            throw failed("bind");
        }
        senderSize.putInt(0, ADDRESS_SIZE);
        if (Libc.getsockname(socket, address, senderSize) < 0) {
            throw failed("getsockname");
        }
        portId = address.getInt(PORT_ID);
        option(Libc.SOL_NETLINK, EXT_ACK, 1);
        option(Libc.SOL_NETLINK, CAP_ACK, 1);
        option(Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, RECEIVE_BUFFER);
    }

    /** Opens a socket: {@link #ROUTE} or {@link #GENERIC}, and the bits of the event groups to hear, 0 for a command socket. */
    static NetlinkSocket open(int protocol, int groups) throws NetlinkException {
        int socket = Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, protocol);
        if (socket < 0) {
            throw failed("socket");
        }
        try {
            return new NetlinkSocket(socket, groups);
        } catch (NetlinkException useless) {
            Libc.close(socket);
            throw useless;
        }
    }

    /** A direct buffer in the order of this machine, as the kernel's structures are. */
    static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** The number under which the kernel knows this socket. */
    int portId() {
        return portId;
    }

    /** Sets an option; false when this kernel or these rights do not allow it. */
    boolean option(int level, int name, int value) {
        return Libc.setsockopt(socket, level, name, direct(Integer.BYTES).putInt(0, value), Integer.BYTES) == 0;
    }

    @Override
    public void send(ByteBuffer messages) throws NetlinkException {
        ByteBuffer whole = messages.position() == 0 && messages.isDirect()
                ? messages
                : direct(messages.remaining()).put(messages).flip();
        while (Libc.send(socket, whole, whole.limit(), 0) < 0) {
            if (Errno.last() != Errno.EINTR) {
                throw failed("send");
            }
        }
    }

    @Override
    public Optional<ByteBuffer> receive(Duration patience) throws NetlinkException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            senderSize.putInt(0, ADDRESS_SIZE);
            // MSG_TRUNC: the true length comes back, however much of it fitted.
            long length = Libc.recvfrom(socket, in, CAPACITY, Libc.MSG_DONTWAIT | Libc.MSG_TRUNC, sender, senderSize);
            if (length < 0) {
                if (!receivable(deadline)) {
                    return Optional.empty();
                }
            } else if (sender.getInt(PORT_ID) == 0) {
                return Optional.of(datagram(length));
            } else if (System.nanoTime() > deadline) {
                return Optional.empty(); // somebody else floods this socket
            }
        }
    }

    private ByteBuffer datagram(long length) throws NetlinkException {
        if (length > CAPACITY) {
            throw new NetlinkException.Lost("a datagram of " + length + " bytes was cut at " + CAPACITY);
        }
        return in.clear().limit((int) length);
    }

    /** After a receive that gave nothing: whether to try again. */
    private boolean receivable(long deadline) throws NetlinkException {
        return switch (Errno.last()) {
            case EINTR -> true;
            case EAGAIN -> await(deadline);
            case ENOBUFS -> throw new NetlinkException.Lost("the kernel dropped replies (ENOBUFS)");
            case Errno other -> throw failed("recvfrom", other);
        };
    }

    private boolean await(long deadline) throws NetlinkException {
        while (true) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            polled.putInt(0, socket).putShort(4, (short) Libc.POLLIN).putShort(6, (short) 0);
            long milliseconds = (left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
            int ready = Libc.poll(polled, 1, (int) Math.min(milliseconds, Integer.MAX_VALUE));
            if (ready > 0) {
                return true;
            }
            Errno why = ready < 0 ? Errno.last() : Errno.EINTR;
            if (why != Errno.EINTR) {
                throw failed("poll", why);
            }
        }
    }

    @Override
    public void close() {
        if (socket >= 0) {
            Libc.close(socket);
            socket = -1;
        }
    }

    private static NetlinkException failed(String call) {
        return failed(call, Errno.last());
    }

    private static NetlinkException failed(String call, Errno why) {
        return new NetlinkException(call + " on a netlink socket: " + why);
    }
}
