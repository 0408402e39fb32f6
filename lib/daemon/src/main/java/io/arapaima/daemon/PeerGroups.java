package io.arapaima.daemon;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The groups of the process at the other end of a Unix socket when it connected, by the kernel's word: SO_PEERCRED and
 * SO_PEERGROUPS of getsockopt(2), which Java has only in part. The numbers are those of the architectures that there is a Java
 * for (asm/socket.h); on another system, or where the launcher does not open the package, there are no groups.
 */
public final class PeerGroups {
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = System.getProperty("os.arch").startsWith("ppc") ? 21 : 17;
    private static final int SO_PEERGROUPS = 59;
    /** struct ucred: process, user and group. */
    private static final long CREDENTIALS = 12;
    private static final long GROUP = 8;
    /** Groups of a process; one that is in more has none here. */
    private static final int MOST = 4096;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private static final Optional<Calls> CALLS = calls();

    /** The number of a channel, and the system call. */
    private record Calls(MethodHandle descriptor, MethodHandle getsockopt) {
        /** How many bytes of the value there are; negative when there is none. */
        int read(SocketChannel channel, int option, MemorySegment value) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment length = arena.allocateFrom(INT, (int) value.byteSize());
                int result = (int) getsockopt.invokeExact((int) descriptor.invoke(channel), SOL_SOCKET, option, value,
                        length);
                return result == 0 ? length.get(INT, 0) : -1;
            } catch (Throwable e) {
                throw new IllegalStateException("a channel without a descriptor: " + channel, e);
            }
        }
    }

    private PeerGroups() {}

    @SuppressWarnings("restricted") // the signature is the manual page's
    private static Optional<Calls> calls() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            return Optional.of(new Calls(
                    MethodHandles.lookup().findVirtual(Class.forName("sun.nio.ch.SelChImpl"), "getFDVal",
                            MethodType.methodType(int.class)),
                    linker.downcallHandle(linker.defaultLookup().findOrThrow("getsockopt"), FunctionDescriptor.of(INT,
                            INT, INT, INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS))));
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger("ipc").log(System.Logger.Level.WARNING,
                    "groups of peers are not known, who may only look ({0}): start this with --add-opens "
                            + "java.base/sun.nio.ch=ALL-UNNAMED, as ./arapaima does",
                    e.toString());
            return Optional.empty();
        }
    }

    /**
     * The groups of a peer.
     *
     * @param channel of a server's connection
     * @return their numbers; empty where they cannot be asked
     */
    public static Set<Integer> of(SocketChannel channel) {
        return CALLS.map(calls -> groups(calls, channel)).orElse(Set.of());
    }

    private static Set<Integer> groups(Calls calls, SocketChannel channel) {
        Set<Integer> groups = new HashSet<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment credentials = arena.allocate(CREDENTIALS, Integer.BYTES);
            if (calls.read(channel, SO_PEERCRED, credentials) == CREDENTIALS) {
                groups.add(credentials.get(INT, GROUP));
            }
            MemorySegment others = arena.allocate(INT, MOST);
            int bytes = calls.read(channel, SO_PEERGROUPS, others);
            for (int i = 0; i < bytes; i += Integer.BYTES) {
                groups.add(others.get(INT, i));
            }
        }
        return groups;
    }
}
