package io.arapaima.check;

import io.arapaima.check.CheckResult.Notice;
import io.arapaima.check.CheckResult.Passed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A probe's session with a server over TCP: the connection, its encryption as the options say, and what both add to a pass.
 * The check speaks its protocol on {@link #connection}. For the probe's own thread.
 */
public final class CheckSession implements AutoCloseable {
    /** When a connection is encrypted. */
    public enum Encryption {
        /** Never. */
        NONE,
        /** From the server's go-ahead on. */
        STARTTLS,
        /** From the first byte. */
        TLS;

        /**
         * What the option {@code tls} says: a switch for TLS from the first byte, or one of the words {@code none},
         * {@code starttls} and {@code tls}.
         *
         * @param options of the probe
         * @return when to encrypt; never where there is no such option
         */
        public static Encryption of(Options options) {
            String word = options.find("tls").orElse("none");
            return switch (word) {
                case "0" -> NONE;
                case "1" -> TLS;
                default -> valueOf(word.toUpperCase(Locale.ROOT));
            };
        }
    }

    /** Asks the server whether it goes over to TLS. */
    @FunctionalInterface
    public interface GoAhead {
        /**
         * Asks, and returns when the server has agreed.
         *
         * @throws IOException what the network said; {@link FailedException} if the server declines
         */
        void ask() throws IOException;
    }

    /** Goes over to TLS. */
    @FunctionalInterface
    public interface Handshake {
        /**
         * Shakes hands, as {@link CheckSocket#startTls} does.
         *
         * @param connection with the server
         * @param tls how
         * @return what was agreed
         * @throws IOException what the network said
         */
        CheckTls.Session shake(CheckSocket connection, CheckTls tls) throws IOException;
    }

    private final CheckSocket connection;
    private final CheckTls tls;
    private final Encryption encryption;
    private final List<Metric> metrics = new ArrayList<>();
    private Optional<Notice> notice = Optional.empty();

    private CheckSession(CheckSocket connection, CheckTls tls, Encryption encryption) {
        this.connection = connection;
        this.tls = tls;
        this.encryption = encryption;
    }

    /**
     * Connects, and encrypts as the option {@code tls} says. No server name is sent but that of the option {@code sni}.
     *
     * @param target whom to connect to
     * @param deadline until when everything in this session counts
     * @return the session; close it
     * @throws IOException as {@link CheckTls#of}, {@link CheckSocket#connect} and {@link CheckSocket#startTls} do
     */
    public static CheckSession open(Target target, Deadline deadline) throws IOException {
        return open(target, deadline, Encryption.of(target.options()));
    }

    /**
     * Connects, and encrypts where that is wanted from the first byte. No server name is sent but that of the option
     * {@code sni}.
     *
     * @param target whom to connect to
     * @param deadline until when everything in this session counts
     * @param encryption when to encrypt
     * @return the session; close it
     * @throws IOException as {@link CheckTls#of}, {@link CheckSocket#connect} and {@link CheckSocket#startTls} do
     */
    public static CheckSession open(Target target, Deadline deadline, Encryption encryption) throws IOException {
        return open(target, deadline, encryption, CheckTls.of(target, Optional.empty()));
    }

    /**
     * Connects, and encrypts where that is wanted from the first byte.
     *
     * @param target whom to connect to
     * @param deadline until when everything in this session counts
     * @param encryption when to encrypt
     * @param tls how
     * @return the session; close it
     * @throws IOException as {@link CheckSocket#connect} and {@link CheckSocket#startTls} do
     */
    public static CheckSession open(Target target, Deadline deadline, Encryption encryption, CheckTls tls)
            throws IOException {
        var session = new CheckSession(CheckSocket.connect(target, deadline), tls, encryption);
        boolean open = false;
        try {
            if (encryption == Encryption.TLS) {
                session.startTls();
            }
            open = true;
            return session;
        } finally {
            if (!open) {
                session.close();
            }
        }
    }

    /** {@return the connection, on which the protocol is spoken} */
    public CheckSocket connection() {
        return connection;
    }

    /**
     * Goes over to TLS, whatever was wanted.
     *
     * @return what was agreed
     * @throws IOException as {@link CheckSocket#startTls} does
     */
    public CheckTls.Session startTls() throws IOException {
        return startTls(CheckSocket::startTls);
    }

    /**
     * Goes over to TLS in a way of the protocol's own.
     *
     * @param handshake the way
     * @return what was agreed
     * @throws IOException as the handshake does
     */
    public CheckTls.Session startTls(Handshake handshake) throws IOException {
        CheckTls.Session agreed = handshake.shake(connection, tls);
        metrics.add(agreed.metric());
        notice = tls.notice(agreed);
        return agreed;
    }

    /**
     * Goes over to TLS after the server's go-ahead, where that is wanted ({@link Encryption#STARTTLS}).
     *
     * @param goAhead asks for it in the protocol's words
     * @return whether it was wanted; the connection is encrypted then
     * @throws IOException as the question and {@link CheckSocket#startTls} do
     */
    public boolean startTlsAfter(GoAhead goAhead) throws IOException {
        if (encryption != Encryption.STARTTLS) {
            return false;
        }
        goAhead.ask();
        startTls();
        return true;
    }

    /**
     * Adds a number to the pass.
     *
     * @param metric the number
     */
    public void add(Metric metric) {
        metrics.add(metric);
    }

    /**
     * The server answered as it should; what comes after that does not count to the latency.
     *
     * @param text what was seen, one line
     * @return the pass, with the metrics and the notice of the certificate, where there is one
     */
    public Passed passed(String text) {
        return new Passed(connection.elapsed(), text, metrics, notice);
    }

    /**
     * The server works, but there is something about it that operators should know.
     *
     * @param text what was seen, one line
     * @param word for the operators
     * @return the pass, with that notice in place of one of the certificate
     */
    public Passed passed(String text, Notice word) {
        return new Passed(connection.elapsed(), text, metrics, Optional.of(word));
    }

    /** Closes the connection. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
