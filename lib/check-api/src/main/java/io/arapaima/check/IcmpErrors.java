package io.arapaima.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/**
 * What Linux tells of the network about one UDP socket (ip(7), {@code IP_RECVERR}): unasked it says of a connected one only that
 * a port is closed, and nothing of a host that answers no ARP or that a router cannot reach. Where the JDK does not show the
 * socket's number, it stays at that.
 */
final class IcmpErrors {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final int SOL_IP = 0;
    private static final int IP_RECVERR = 11;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_RECVERR = 25;
    /** MSG_ERRQUEUE and MSG_DONTWAIT. */
    private static final int NEXT_ERROR = 0x2000 | 0x40;
    /** What is queued is bounded by the socket's buffer; more than this comes from somebody who wants to keep us busy. */
    private static final int MOST_QUEUED = 64;

    private static final Optional<MethodHandle> NUMBER = number();
    private static final MethodHandle SET = SocketCalls.function("setsockopt", INT, INT, INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle RECEIVE = SocketCalls.function("recv", INT, ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG, INT);

    private IcmpErrors() {}

    private static Optional<MethodHandle> number() {
        try {
            return Optional.of(MethodHandles.lookup().findVirtual(Class.forName("sun.nio.ch.SelChImpl"), "getFDVal",
                    MethodType.methodType(int.class)));
        } catch (ReflectiveOperationException _) {
            return Optional.empty();
        }
    }

    /** {@return whether this JVM lets them be asked for} */
    static boolean known() {
        return NUMBER.isPresent();
    }

    /** Asks for them. */
    static void wanted(DatagramChannel channel, StandardProtocolFamily family) {
        boolean six = family == StandardProtocolFamily.INET6;
        NUMBER.ifPresent(number -> {
            try (Arena memory = Arena.ofConfined()) {
                MemorySegment one = memory.allocateFrom(INT, 1);
                int _ = (int) SET.invokeExact(memory.allocate(INT), (int) number.invoke(channel),
                        six ? SOL_IPV6 : SOL_IP, six ? IPV6_RECVERR : IP_RECVERR, one, (int) INT.byteSize());
            } catch (Throwable e) {
                throw new IllegalStateException("setsockopt cannot be called", e);
            }
        });
    }

    /** Takes away what is queued: until then the kernel calls the socket ready, and who waits for it never sleeps. */
    static void forget(DatagramChannel channel) {
        NUMBER.ifPresent(number -> {
            try (Arena memory = Arena.ofConfined()) {
                MemorySegment errno = memory.allocate(INT);
                MemorySegment scrap = memory.allocate(1);
                int left = MOST_QUEUED;
                while (left > 0 && (int) RECEIVE.invokeExact(errno, (int) number.invoke(channel), scrap, 1L,
                        NEXT_ERROR) >= 0) {
                    left--;
                }
            } catch (Throwable e) {
                throw new IllegalStateException("recv cannot be called", e);
            }
        });
    }
}
