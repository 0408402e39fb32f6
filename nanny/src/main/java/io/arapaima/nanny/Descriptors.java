package io.arapaima.nanny;

import io.arapaima.check.UndecidedException;
import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketImpl;
import java.util.Objects;
import java.util.Optional;

/** The kernel's numbers of the JDK's sockets, which it keeps for itself unless the launcher opens two of its packages. */
final class Descriptors {
    private static final Optional<Handles> HANDLES = handles();

    /** From a socket to its number, step by step. */
    private record Handles(MethodHandle implementation, MethodHandle descriptor, MethodHandle number,
            MethodHandle channelNumber) {}

    private Descriptors() {}

    private static Optional<Handles> handles() {
        try {
            Class<?> channel = Class.forName("sun.nio.ch.SelChImpl");
            Lookup own = MethodHandles.lookup();
            return Optional.of(new Handles(
                    in(Socket.class, own).findGetter(Socket.class, "impl", SocketImpl.class),
                    in(SocketImpl.class, own).findGetter(SocketImpl.class, "fd", FileDescriptor.class),
                    own.findStatic(Class.forName("sun.nio.ch.IOUtil"), "fdVal",
                            MethodType.methodType(int.class, FileDescriptor.class)),
                    own.findVirtual(channel, "getFDVal", MethodType.methodType(int.class))));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static Lookup in(Class<?> type, Lookup own) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, own);
    }

    /** Of a socket that is bound, so that the kernel has it, and goes through no proxy, which would hide it. */
    static int of(Socket socket) throws UndecidedException {
        Handles handles = opened();
        try {
            var implementation = (SocketImpl) handles.implementation().invoke(socket);
            var descriptor = (FileDescriptor) handles.descriptor().invoke(implementation);
            // What is behind it looks at no null.
            return (int) handles.number().invoke(Objects.requireNonNull(descriptor));
        } catch (Throwable e) {
            throw new IllegalStateException("a socket without a descriptor: " + socket, e);
        }
    }

    /** Of a channel's socket. */
    static int of(DatagramSocket socket) throws UndecidedException {
        Handles handles = opened();
        try {
            return (int) handles.channelNumber().invoke(socket.getChannel());
        } catch (Throwable e) {
            throw new IllegalStateException("a datagram socket without a descriptor: " + socket, e);
        }
    }

    private static Handles opened() throws UndecidedException {
        return HANDLES
                .orElseThrow(() -> new UndecidedException("this Java does not say which sockets of the kernel are "
                        + "nanny's; start it with --add-opens java.base/java.net=ALL-UNNAMED and --add-opens "
                        + "java.base/sun.nio.ch=ALL-UNNAMED, as ./arapaima nanny does"));
    }
}
