package io.arapaima.nanny;

import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The firewall mark of a socket's packets (socket(7), SO_MARK). Not by JNA: of that a plugin brings a copy of its own, and
 * one call is not worth a second one.
 */
final class SocketMark {
    private static final int SOL_SOCKET = 1;
    private static final int SO_MARK = 36;
    private static final int EPERM = 1;
    private static final String ERRNO = "errno";
    private static final MemoryLayout CAPTURED = Linker.Option.captureStateLayout();
    @SuppressWarnings("restricted") // allowed by the launcher; the signature is the manual page's
    private static final MethodHandle SETSOCKOPT = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow("setsockopt"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.captureCallState(ERRNO));

    private SocketMark() {}

    /** Makes ready what takes a moment, so that no probe pays for it. */
    static void load() {
        // The fields above are what takes it.
    }

    /** Marks the packets that a socket sends from now on. */
    static void set(int descriptor, long mark) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURED);
            MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_INT, (int) mark);
            if (call(state, descriptor, value) != 0) {
                int errno = (int) CAPTURED.varHandle(MemoryLayout.PathElement.groupElement(ERRNO)).get(state, 0L);
                throw new UndecidedException(errno == EPERM
                        ? "check_path = vip needs CAP_NET_RAW (before Linux 5.17: CAP_NET_ADMIN), which nanny has not; give "
                                + "it to lvs-manager, for example by AmbientCapabilities in its unit, or write "
                                + "check_path = direct"
                        : "the kernel refuses the firewall mark " + mark + " for a socket, errno " + errno);
            }
        }
    }

    private static int call(MemorySegment state, int descriptor, MemorySegment value) {
        try {
            return (int) SETSOCKOPT.invokeExact(state, descriptor, SOL_SOCKET, SO_MARK, value, (int) value.byteSize());
        } catch (Throwable e) {
            throw new IllegalStateException("setsockopt cannot be called", e);
        }
    }
}
