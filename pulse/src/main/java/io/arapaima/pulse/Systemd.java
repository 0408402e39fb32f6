package io.arapaima.pulse;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What systemd wants to hear of a service of {@code Type=notify} with a watchdog. Its socket is a Unix one for datagrams,
 * which Java does not have, so the C library is called for it.
 */
final class Systemd {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MOST_BYTES = 108;

    private final byte[] address;
    private final Optional<Long> watchdogMillis;
    private final MethodHandle socket;
    private final MethodHandle sendto;
    private final MethodHandle close;

    private Systemd(byte[] address, Optional<Long> watchdogMillis) {
        this.address = address.clone();
        this.watchdogMillis = watchdogMillis;
        socket = function("socket", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        sendto = function("sendto", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
        close = function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    @SuppressWarnings("restricted") // three calls of the C library whose types are fixed by POSIX
    private static MethodHandle function(String name, FunctionDescriptor types) {
        return Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(name), types);
    }

    /** Empty when systemd did not start this process, or does not want to hear anything. */
    static Optional<Systemd> of(Map<String, String> environment) {
        String path = environment.getOrDefault("NOTIFY_SOCKET", "");
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length >= MOST_BYTES) {
            return Optional.empty();
        }
        if (bytes[0] == '@') {
            bytes[0] = 0; // a name without a file
        }
        Optional<Long> watchdog = Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(text -> text.matches("[0-9]{4,15}")).map(text -> Long.parseLong(text) / 1000);
        return Optional.of(new Systemd(bytes, watchdog));
    }

    /** How long systemd waits for another sign of life; empty = for ever. */
    Optional<Long> watchdogMillis() {
        return watchdogMillis;
    }

    /**
     * Says something.
     *
     * @param words for example {@code READY=1}
     */
    void say(String words) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            byte[] text = words.getBytes(StandardCharsets.UTF_8);
            MemorySegment message = arena.allocate(text.length);
            message.copyFrom(MemorySegment.ofArray(text));
            MemorySegment to = arena.allocate(2L + address.length);
            to.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) AF_UNIX);
            MemorySegment.copy(address, 0, to, ValueLayout.JAVA_BYTE, 2, address.length);
            int descriptor = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            long sent = (long) sendto.invokeExact(descriptor, message, (long) text.length, 0, to,
                    (int) to.byteSize());
            int closed = (int) close.invokeExact(descriptor);
            if (sent != text.length || closed != 0) {
                throw new IOException("systemd does not listen on $NOTIFY_SOCKET");
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call the C library", e);
        }
    }
}
