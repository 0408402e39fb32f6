package io.arapaima.check;

import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/**
 * Linux' own calls for a TCP connection of which nothing is wanted but that it comes about. None of them blocks. The numbers
 * are those of every architecture that there is a Java for (asm-generic/errno.h, fcntl.h, socket.h). For one thread.
 */
final class SocketCalls {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    /** SOCK_STREAM, SOCK_NONBLOCK and SOCK_CLOEXEC. */
    private static final int STREAM = 1 | 0x800 | 0x80000;

    private static final int EINTR = 4;
    private static final int EALREADY = 114;
    private static final int EINPROGRESS = 115;

    /** struct sockaddr_in and sockaddr_in6 (ip(7), ipv6(7)), behind what is kept of errno. */
    private static final long ADDRESS = 8;
    private static final int INET_SIZE = 16;
    private static final int INET6_SIZE = 28;
    private static final ValueLayout.OfShort PORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private static final MethodHandle SOCKET = function("socket", INT, INT, INT);
    private static final MethodHandle CONNECT = function("connect", INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle CLOSE = function("close", INT);

    private final MemorySegment errno;
    private final MemorySegment address;
    private final int family;

    /** Calls for connections to this address. */
    SocketCalls(InetSocketAddress to, SegmentAllocator allocator) {
        InetAddress host = to.getAddress();
        MemorySegment memory = allocator.allocate(ADDRESS + INET6_SIZE, Long.BYTES);
        errno = memory.asSlice(0, INT);
        if (host instanceof Inet6Address six) {
            family = AF_INET6;
            address = memory.asSlice(ADDRESS, INET6_SIZE);
            MemorySegment.copy(host.getAddress(), 0, address, ValueLayout.JAVA_BYTE, 8, 16);
            address.set(INT, 24, six.getScopeId());
        } else {
            family = AF_INET;
            address = memory.asSlice(ADDRESS, INET_SIZE);
            MemorySegment.copy(host.getAddress(), 0, address, ValueLayout.JAVA_BYTE, 4, 4);
        }
        address.set(ValueLayout.JAVA_SHORT, 0, (short) family);
        address.set(PORT, 2, (short) to.getPort());
    }

    static void ready() {
        // The fields above are what takes a moment.
    }

    /** A function of the C library that gives an int and says in errno why it failed. */
    @SuppressWarnings("restricted") // the signatures are the manual pages'
    static MethodHandle function(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(INT, arguments),
                Linker.Option.captureCallState("errno"));
    }

    /** {@return the descriptor of a new socket} */
    int open() throws IOException {
        int descriptor;
        try {
            descriptor = (int) SOCKET.invokeExact(errno, family, STREAM, 0);
        } catch (Throwable e) {
            throw new IllegalStateException("socket cannot be called", e);
        }
        if (descriptor < 0) {
            throw failure(errno.get(INT, 0));
        }
        return descriptor;
    }

    /**
     * Sends the first packet, or says what became of it: the first call does the one, every other the other.
     *
     * @return true when the connection is there, false while that is not decided
     */
    boolean connect(int descriptor) throws IOException {
        int result;
        try {
            result = (int) CONNECT.invokeExact(errno, descriptor, address, (int) address.byteSize());
        } catch (Throwable e) {
            throw new IllegalStateException("connect cannot be called", e);
        }
        int error = result == 0 ? 0 : errno.get(INT, 0);
        return switch (error) {
            case 0 -> true;
            case EINPROGRESS, EALREADY, EINTR -> false;
            default -> throw failure(error);
        };
    }

    void close(int descriptor) {
        try {
            int _ = (int) CLOSE.invokeExact(errno, descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException("close cannot be called", e);
        }
    }

    /** What errno says of the server, or of this machine. */
    static IOException failure(int error) {
        return switch (error) {
            case 111 -> new FailedException(Reason.REFUSED, "Connection refused");
            case 103, 104 -> new FailedException(Reason.RESET, "Connection reset by peer");
            case 110 -> new FailedException(Reason.TIMEOUT, "Connection timed out");
            case 100 -> undecided("its interface on the way there is down");
            case 101 -> new FailedException(Reason.UNREACHABLE, "Network is unreachable");
            case 112 -> new FailedException(Reason.UNREACHABLE, "Host is down");
            case 113 -> new FailedException(Reason.UNREACHABLE, "No route to host");
            case 1, 13 -> undecided("its firewall or its rights do not permit it");
            case 11, 99 -> undecided("it has no free source port or no own address on the way there");
            case 12, 105 -> undecided("its kernel has no memory for it");
            case 22, 97 -> undecided("its kernel takes no such address");
            case 23 -> undecided("Too many open files on it");
            case 24 -> undecided("Too many open files in this process");
            default -> undecided("errno " + error);
        };
    }

    private static UndecidedException undecided(String why) {
        return new UndecidedException("this director cannot open the connection: " + why);
    }
}
