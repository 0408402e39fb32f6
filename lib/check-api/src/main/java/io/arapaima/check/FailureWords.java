package io.arapaima.check;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Java's exceptions say, in words for operators: without the names of Java's classes. */
public final class FailureWords {
    /** A class with its packages, and the colon behind it; or an exception by its name alone. */
    private static final Pattern CLASSES = Pattern
            .compile(
                    "(?:\\b[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)+\\.[A-Z][\\w$]*|\\b[A-Z]\\w*(?:Exception|Error)\\b)(?:: ?)?");

    /** What we throw ourselves says it in words already, and may quote a server. */
    private static final String OURS = "io.arapaima.";

    private FailureWords() {}

    /**
     * The words for one failure.
     *
     * @param error what was thrown
     * @return one line or more, not empty
     */
    public static String of(Exception error) {
        if (error instanceof UncheckedIOException unchecked) {
            IOException cause = unchecked.getCause();
            return cause == null ? "the input or output failed" : of(cause);
        }
        String message = error.getMessage();
        if (message != null && error.getClass().getName().startsWith(OURS)) {
            return message;
        }
        return switch (error) {
            case ProtocolException _ -> or(message, "the answer cannot be read");
            case PortUnreachableException _ -> "port unreachable";
            case SocketTimeoutException _ -> or(message, "no answer in time");
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException file -> or(file.getReason(), "the file system says no").toLowerCase(Locale.ROOT);
            case UnknownHostException _ -> "the name " + or(message, "") + " has no address";
            case EOFException _ -> or(message, "the server closed the connection");
            case ClosedChannelException _ -> "the connection was closed";
            default -> or(message == null ? null : CLASSES.matcher(message).replaceAll("").strip(),
                    "the connection failed");
        };
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
