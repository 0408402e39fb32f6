package io.arapaima.checkspec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file by the name that stands in a settings file. Java can only say names that the locale of this process has; any other is held
 * open by its bytes, without being read, and said by its number. Close it when the file has been read.
 */
public final class NamedFile implements AutoCloseable {
    /** O_PATH and O_CLOEXEC, of every architecture that there is a Java for. */
    private static final int FLAGS = 0x200000 | 0x80000;
    private static final int NONE = -1;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int ENOTDIR = 20;

    private final Path path;
    private final int descriptor;

    private NamedFile(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /**
     * Finds a file; does not read it.
     *
     * @param name its path
     * @param encoding of the file where the name stands
     * @return the file; whether it is there is only said of names that Java cannot say
     * @throws IOException if it is no path; of names that Java cannot say also when there is no such file
     */
    public static NamedFile of(String name, Encoding encoding) throws IOException {
        if (!SystemText.isRight(name, encoding)) {
            int descriptor = open(name, encoding.bytes(name));
            return new NamedFile(Path.of("/proc/self/fd/" + descriptor), descriptor);
        }
        try {
            return new NamedFile(Path.of(name), NONE);
        } catch (InvalidPathException e) {
            throw new IOException(name + " is no path: " + e.getReason(), e);
        }
    }

    /** {@return where to read it; messages show its name instead} */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        if (descriptor != NONE) {
            Calls.close(descriptor);
        }
    }

    private static int open(String shown, byte[] name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(name.length + 1L);
            MemorySegment.copy(name, 0, text, ValueLayout.JAVA_BYTE, 0, name.length);
            MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
            int descriptor = Calls.open(errno, text);
            if (descriptor >= 0) {
                return descriptor;
            }
            int error = errno.get(ValueLayout.JAVA_INT, Linker.Option.captureStateLayout()
                    .byteOffset(MemoryLayout.PathElement.groupElement("errno")));
            throw switch (error) {
                case ENOENT, ENOTDIR -> new NoSuchFileException(shown);
                case EACCES -> new AccessDeniedException(shown);
                default -> new IOException(shown + ": error " + error);
            };
        }
    }

    /** open(2) and close(2); linked when the first such name comes. */
    private static final class Calls {
        private static final MethodHandle OPEN = function("open",
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(2));
        private static final MethodHandle CLOSE = function("close",
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        @SuppressWarnings("restricted") // etc/jvm/common allows it
        private static MethodHandle function(String name, FunctionDescriptor types, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), types, options);
        }

        static int open(MemorySegment errno, MemorySegment name) {
            try {
                return (int) OPEN.invokeExact(errno, name, FLAGS);
            } catch (Throwable e) {
                throw new IllegalStateException("open(2) cannot be called", e);
            }
        }

        static void close(int descriptor) {
            try {
                int _ = (int) CLOSE.invokeExact(descriptor);
            } catch (Throwable e) {
                throw new IllegalStateException("close(2) cannot be called", e);
            }
        }
    }
}
