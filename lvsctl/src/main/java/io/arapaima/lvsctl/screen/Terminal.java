package io.arapaima.lvsctl.screen;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What standard output is.
 *
 * @param isOne whether a person looks at it, and no file or pipe takes it
 * @param columns how many characters a line has; {@link Integer#MAX_VALUE} where nothing is cut
 * @param colour whether states have colours
 */
public record Terminal(boolean isOne, int columns, boolean colour) {
    /** A file or a pipe. */
    public static final Terminal NONE = new Terminal(false, Integer.MAX_VALUE, false);

    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console)");
    private static final Pattern COLUMNS = Pattern.compile("[1-9]\\d{1,3}");
    /** Where neither the terminal nor the environment says it. */
    private static final int USUAL = 80;
    /** The request of ioctl for a window's size; four unsigned shorts: rows, columns, and two that nobody sets. */
    private static final long TIOCGWINSZ = 0x5413;
    private static final int SIZE = 8;

    /** Colours of states: what needs somebody, what somebody did or watches, what is well. */
    public enum Colour {
        ALARM("31"), NOTICE("33"), WELL("32"), NONE("");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    public static Terminal here() {
        try {
            return of(Files.readSymbolicLink(STANDARD_OUTPUT).toString(), System.getenv());
        } catch (IOException | UnsupportedOperationException e) {
            return NONE;
        }
    }

    /** {@code NO_COLOR} is no-color.org's, {@code COLUMNS} POSIX'. */
    public static Terminal of(String device, Map<String, String> environment) {
        if (!DEVICE.matcher(device).matches()) {
            return NONE;
        }
        String columns = environment.getOrDefault("COLUMNS", "");
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(true, COLUMNS.matcher(columns).matches() ? Integer.parseInt(columns) : ofWindow(), colour);
    }

    @SuppressWarnings("restricted") // one call of the C library whose types are the manual page's
    private static int ofWindow() {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MethodHandle ioctl = linker.downcallHandle(linker.defaultLookup().findOrThrow("ioctl"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS),
                    Linker.Option.firstVariadicArg(2));
            MemorySegment size = arena.allocate(SIZE, Long.BYTES);
            int result = (int) ioctl.invokeExact(1, TIOCGWINSZ, size);
            int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, Short.BYTES));
            return result == 0 && columns > 0 ? columns : USUAL;
        } catch (Throwable e) {
            return USUAL;
        }
    }

    /** {@return the text in its colour, where there are colours} */
    public String paint(Colour wanted, String text) {
        return colour && wanted != Colour.NONE ? "\u001b[" + wanted.code + "m" + text + "\u001b[0m" : text;
    }

    /** {@return what makes an empty screen of it} */
    public String clear() {
        return isOne ? "\u001b[H\u001b[2J\u001b[3J" : "";
    }
}
