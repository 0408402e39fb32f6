package io.arapaima.ipvs;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/**
 * The handful of calls of the C library that sockets of the kernel need, bound directly (64-bit Linux). Each returns -1 on
 * failure, and {@link Errno#last} says why. Buffers are direct: JNA passes the address of their position, and
 * copies nothing. A call that may block holds its carrier: it belongs on a platform thread, or gets {@code MSG_DONTWAIT}.
 */
final class Libc {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int AF_NETLINK = 16;
    static final int AF_PACKET = 17;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SOL_NETLINK = 270;
    static final int SO_RCVBUFFORCE = 33;
    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int POLLIN = 1;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int socket(int domain, int type, int protocol);

    static native int bind(int socket, ByteBuffer address, int length);

    static native int getsockname(int socket, ByteBuffer address, ByteBuffer length);

    static native int setsockopt(int socket, int level, int name, ByteBuffer value, int length);

    static native int getsockopt(int socket, int level, int name, ByteBuffer value, ByteBuffer length);

    static native long send(int socket, ByteBuffer data, long length, int flags);

    static native long sendto(int socket, ByteBuffer data, long length, int flags, ByteBuffer address,
            int addressLength);

    static native long recvfrom(int socket, ByteBuffer data, long capacity, int flags, ByteBuffer address,
            ByteBuffer addressLength);

    static native int poll(ByteBuffer descriptors, long count, int milliseconds);

    static native int close(int descriptor);
}
