package io.arapaima.check;

import io.arapaima.checkspec.PrintableText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * What one probe found out. Three outcomes, because a fault on the director says nothing about the server.
 *
 * <p>Texts reach journals, mails and terminals, and may quote what a hostile server said. Therefore every result makes
 * its text one line of at most {@value #TEXT_LIMIT} characters by itself: control characters, direction marks and characters
 * that are not seen become dots. A check may
 * quote an answer as it came.
 */
public sealed interface CheckResult {
    /** Greatest length of a text, in characters: one line of a journal still shows it whole. */
    int TEXT_LIMIT = 240;

    /**
     * The server answered as it should.
     *
     * @param latency from the first packet to the decisive answer
     * @param text what was seen, one line; may be empty
     * @param metrics numbers on the way, for example a load; may be empty
     * @param notice what somebody should know although the server is well
     */
    record Passed(Duration latency, String text, List<Metric> metrics, Optional<Notice> notice) implements CheckResult {
        /** Copies the metrics and makes the text one line. */
        public Passed {
            text = oneLine(text);
            metrics = List.copyOf(metrics);
        }

        /**
         * A pass without a notice.
         *
         * @param latency from the first packet to the decisive answer
         * @param text what was seen, one line
         * @param metrics numbers on the way
         */
        public Passed(Duration latency, String text, List<Metric> metrics) {
            this(latency, text, metrics, Optional.empty());
        }

        /**
         * A pass without metrics.
         *
         * @param latency from the first packet to the decisive answer
         * @param text what was seen, one line
         */
        public Passed(Duration latency, String text) {
            this(latency, text, List.of());
        }
    }

    /**
     * A word to the operators about a server that passes, such as a certificate that ends soon. It changes no verdict, and
     * stands until a pass comes without it.
     *
     * @param subject what of the server it is about, in a word or two: {@code certificate}
     * @param text what is the matter, one line
     */
    record Notice(String subject, String text) {
        /** Makes both one line. */
        public Notice {
            subject = oneLine(subject);
            text = oneLine(text);
        }
    }

    /**
     * The server did not answer as it should.
     *
     * @param reason the kind of failure
     * @param text what was expected and what was seen, one line
     */
    record Failed(Reason reason, String text) implements CheckResult {
        /** Makes the text one line. */
        public Failed {
            text = oneLine(text);
        }
    }

    /**
     * Nothing was learnt about the server: a missing program, no free socket, a bad option. Changes no weight; raises an
     * alarm of its own.
     *
     * @param cause what is wrong on this side and how to mend it, one line
     */
    record Inconclusive(String cause) implements CheckResult {
        /** Makes the cause one line. */
        public Inconclusive {
            cause = oneLine(cause);
        }
    }

    /** Kinds of failure. */
    enum Reason {
        /** The port is closed: the host answered and refused. */
        REFUSED,
        /** No answer within the time limit. */
        TIMEOUT,
        /** The server broke the connection. */
        RESET,
        /** The server closed the connection before the answer was complete. */
        CLOSED,
        /** The network says that the host or network cannot be reached. */
        UNREACHABLE,
        /** The TLS handshake or the certificate is bad. */
        TLS,
        /** The answer is not of the protocol. */
        PROTOCOL,
        /** The answer is of the protocol, but not the expected one. */
        CONTENT,
        /** A check program says that the server is not well. */
        PROGRAM
    }

    /**
     * The one place where what the network said becomes a result. Linux' texts decide where Java has no type.
     *
     * @param error what a probe threw
     * @return a failure; inconclusive when this machine lacks a resource (file descriptors, ports, addresses, rights) or
     *     the error is an {@link UndecidedException}; a {@link FailedException} names its own reason
     */
    static CheckResult of(IOException error) {
        String text = FailureWords.of(error);
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (error) {
            case UndecidedException _ -> new Inconclusive(text);
            case FailedException failed -> new Failed(failed.reason(), text);
            case SocketTimeoutException _ -> new Failed(Reason.TIMEOUT, text);
            case SSLException _ -> new Failed(Reason.TLS, text);
            case NoRouteToHostException _ -> new Failed(Reason.UNREACHABLE, text);
            case PortUnreachableException _ -> new Failed(Reason.REFUSED, text);
            case ConnectException _ when lower.contains("refused") -> new Failed(Reason.REFUSED, text);
            case IOException _ when lower.contains("too many open files") || lower.contains("cannot assign")
                    || lower.contains("network is down") || lower.contains("no buffer space")
                    || lower.contains("not permitted") ->
                new Inconclusive("this director cannot open the connection: " + text);
            case IOException _ when lower.contains("timed out") -> new Failed(Reason.TIMEOUT, text);
            case IOException _ when lower.contains("unreachable") -> new Failed(Reason.UNREACHABLE, text);
            case IOException _ when lower.contains("reset") || lower.contains("broken pipe") ->
                new Failed(Reason.RESET, text);
            case java.io.EOFException _ -> new Failed(Reason.CLOSED, text);
            default -> new Failed(Reason.PROTOCOL, text);
        };
    }

    private static String oneLine(String text) {
        String stripped = text.strip();
        String plain = isPlain(stripped) ? stripped : withDots(stripped);
        return plain.length() <= TEXT_LIMIT ? plain : plain.substring(0, TEXT_LIMIT - 3) + "...";
    }

    private static boolean isPlain(String text) {
        return text.codePoints().allMatch(PrintableText::isPrintable);
    }

    private static String withDots(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints().map(c -> PrintableText.isPrintable(c) ? c : '.').forEach(line::appendCodePoint);
        return line.toString();
    }
}
