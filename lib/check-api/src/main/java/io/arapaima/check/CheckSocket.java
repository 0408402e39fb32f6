package io.arapaima.check;

import io.arapaima.checkspec.AddressText;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection of one probe, with or without TLS, that keeps the probe's deadline, whatever the server does. With a
 * plain {@link Socket} that is easily missed: its time-out starts anew with each read, so a server that sends one byte a
 * second keeps a reader of lines, or a TLS handshake, busy for ever.
 *
 * <p>For use by the probe's own thread. On a virtual thread, where probes run, an interrupt closes the connection and
 * ends a blocked call with an {@link IOException}.
 */
public final class CheckSocket implements AutoCloseable {
    /**
     * Greatest request in bytes. The kernel takes as much at once, so sending never blocks; blocked writes know no
     * time-out.
     */
    public static final int REQUEST_LIMIT = 64 * 1024;
    /** What Linux' default send buffer takes at once. */
    private static final int FITS_BY_DEFAULT = 16 * 1024;
    private static final int SCRAP = 8 * 1024;
    /** What a server of TLS 1.3 needs for its tickets after the handshake, beside the way; one that sends none costs as much. */
    private static final Duration TO_SPEAK_FIRST = Duration.ofMillis(5);

    private final long start = System.nanoTime();
    private final Deadline deadline;
    private final AnswerBudget.Account account;
    private final TimedSocket socket;
    private final @Nullable ProbeTrace trace = ProbeTrace.current();
    /** The time the connection took: about a round trip. */
    private Duration way = Duration.ZERO;
    private boolean atOnce;
    private Socket outermost;
    private InputStream in;

    private CheckSocket(Target target, Deadline deadline) {
        this.deadline = deadline;
        this.account = AnswerBudget.OF_PROCESS.account(target.address(), target.port(), deadline);
        this.socket = new TimedSocket(start, deadline, account);
        this.outermost = socket;
        this.in = buffered(trace, socket.getInputStream());
    }

    /**
     * Connects within the target's connect time-out and the deadline, whichever is earlier.
     *
     * @param target whom to connect to
     * @param deadline until when everything on this connection counts
     * @return the connection; close it
     * @throws IOException if it cannot be had, with the network's reason; {@link SocketTimeoutException} if not in time;
     *     {@link UndecidedException} if the target has no port
     */
    public static CheckSocket connect(Target target, Deadline deadline) throws IOException {
        checkPort(target);
        var connection = new CheckSocket(target, deadline);
        int limit = deadline.orIn(target.connectTimeout()).millisLeft();
        try {
            Route route = Route.current();
            if (route != null) {
                route.prepare(connection.socket);
            }
            connection.socket.connect(target.socketAddress(), limit);
            connection.way = connection.elapsed();
            connection.traced(ProbeTrace.Kind.CONNECT, connection.start,
                    () -> "to " + AddressText.of(target.address()) + " port " + target.port());
            return connection;
        } catch (SocketTimeoutException e) {
            connection.traced(ProbeTrace.Kind.CONNECT, connection.start, () -> FailureWords.of(e));
            connection.close();
            throw new SocketTimeoutException("no connection within " + limit + " ms");
        } catch (IOException e) {
            connection.traced(ProbeTrace.Kind.CONNECT, connection.start, () -> FailureWords.of(e));
            connection.close();
            throw e;
        }
    }

    /**
     * Opens a connection and closes it again, for who wants to know no more: as {@link #connect}, for half the work.
     *
     * @param target whom to connect to
     * @param deadline until when it counts
     * @return how long the connection took
     * @throws IOException as {@link #connect} does
     */
    public static Duration reach(Target target, Deadline deadline) throws IOException {
        if (ProbeTrace.current() == null && Route.current() == null) {
            checkPort(target);
            return Reach.to(target.socketAddress(), deadline.orIn(target.connectTimeout()));
        }
        try (var connection = connect(target, deadline)) {
            return connection.elapsed();
        }
    }

    /**
     * Makes ready what {@link #reach} needs, which takes a moment once in a process. For the constructor of a check, so that
     * no probe has to wait for it, and none can be the first at a time when memory is short.
     */
    public static void readyToReach() {
        Reach.ready();
    }

    /** The words are made only where somebody traces. */
    private void traced(ProbeTrace.Kind kind, long fromNanos, Supplier<String> text) {
        if (trace != null) {
            trace.step(kind, fromNanos, text.get());
        }
    }

    private static InputStream buffered(@Nullable ProbeTrace trace, InputStream plain) {
        return new BufferedInputStream(trace == null ? plain : trace.traced(plain));
    }

    static void checkPort(Target target) throws UndecidedException {
        if (target.port() == 0) {
            throw new UndecidedException("the service has no port to ask; set check_port");
        }
    }

    /**
     * Goes over to TLS; what is sent and read from now on is encrypted.
     *
     * @param tls how
     * @return what was agreed
     * @throws IOException what the network said; {@link javax.net.ssl.SSLException} if the handshake or the certificate
     *     is bad; {@link ProtocolException} if the server had already said more than was read
     */
    public CheckTls.Session startTls(CheckTls tls) throws IOException {
        if (in.available() > 0) {
            throw new ProtocolException("the server went on in plain text after it had agreed to TLS");
        }
        sendAtOnce();
        long from = System.nanoTime();
        var turn = new HandshakeTurn(deadline);
        TlsFailure failure = tls.failure();
        try {
            SSLSocket secured = handshake(tls, failure.offer(), turn);
            outermost = secured;
            in = buffered(trace, failure.watched(secured.getInputStream()));
            CheckTls.Session session = tls.session(secured);
            if (session.protocol().equals("TLSv1.3")) {
                socket.hear(way.multipliedBy(2).plus(TO_SPEAK_FIRST));
            }
            traced(ProbeTrace.Kind.TLS, from, session::line);
            return session;
        } catch (IOException e) {
            IOException fair = failure.inWords(turn.fair(e));
            traced(ProbeTrace.Kind.TLS, from, () -> FailureWords.of(fair));
            throw fair;
        }
    }

    private SSLSocket handshake(CheckTls tls, TlsFailure.CertificateOffer offer, HandshakeTurn turn)
            throws IOException {
        turn.take();
        socket.shakes(turn);
        try {
            return tls.handshake(socket, offer);
        } finally {
            socket.shakes(null);
            turn.give();
        }
    }

    /** Not with the connection: a check that sends nothing does without this system call. */
    private void sendAtOnce() throws IOException {
        if (!atOnce) {
            socket.setTcpNoDelay(true);
            atOnce = true;
        }
    }

    /**
     * Sends a request. A server that has answered and closed meanwhile is no error here: what it said is read first, and a reader
     * who finds nothing learns why.
     *
     * @param request at most {@value #REQUEST_LIMIT} bytes
     * @throws IOException what the network said
     * @throws IllegalArgumentException if the request is longer
     */
    public void send(byte[] request) throws IOException {
        if (request.length > REQUEST_LIMIT) {
            throw new IllegalArgumentException(
                    "a request of " + request.length + " bytes; at most " + REQUEST_LIMIT + " can be sent");
        }
        sendAtOnce();
        if (request.length > FITS_BY_DEFAULT) {
            socket.setSendBufferSize(2 * REQUEST_LIMIT);
        }
        long from = trace == null ? 0 : System.nanoTime();
        socket.asks();
        outermost.getOutputStream().write(request);
        if (trace != null && !socket.lost()) {
            trace.bytes(ProbeTrace.Kind.SENT, from, request, 0, request.length);
        }
    }

    /**
     * Sends a request as text, in the bytes that it has in lvs.cf.
     *
     * @param request at most {@value #REQUEST_LIMIT} bytes
     * @throws IOException what the network said
     * @throws IllegalArgumentException if the request is longer
     */
    public void send(String request) throws IOException {
        send(OptionText.bytes(request));
    }

    /**
     * What the server sends, byte by byte and buffered.
     *
     * @return a stream; each read ends at the deadline with a {@link SocketTimeoutException}, however many there are
     */
    public InputStream in() {
        return in;
    }

    /**
     * Reads one line.
     *
     * @param limit greatest length in characters, line end not counted
     * @return the line as ISO 8859-1, without LF or CR LF
     * @throws IOException what the network said; {@link EOFException} if the server closes before the line ends;
     *     {@link ProtocolException} if the line is longer
     */
    public String readLine(int limit) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed after " + Quoted.of(line) + ", in the middle of a line");
            }
            if (line.length() > limit) {
                throw new ProtocolException("a line longer than " + limit + " characters: " + line);
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    /**
     * Reads a number of bytes that the protocol announced. Compare it with a limit of your own first: as much is
     * allocated.
     *
     * @param count how many
     * @return all of them
     * @throws IOException what the network said; {@link EOFException} if the server closes before
     */
    public byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the server closed after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    /**
     * Reads a number of bytes and throws them away, which costs no memory, however many they are.
     *
     * @param count how many
     * @throws IOException what the network said; {@link EOFException} if the server closes before
     */
    public void skip(long count) throws IOException {
        byte[] scrap = new byte[(int) Math.min(count, SCRAP)];
        long left = count;
        while (left > 0) {
            int part = in.readNBytes(scrap, 0, (int) Math.min(left, scrap.length));
            if (part == 0) {
                throw new EOFException("the server closed after " + (count - left) + " of " + count + " bytes");
            }
            account.letGo(part);
            left -= part;
        }
    }

    /** {@return the time since the first packet, which is the latency once the decisive answer is there} */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Closes the connection. TLS gets no farewell: it could block, and nobody waits for it. */
    @Override
    public void close() throws IOException {
        account.close();
        socket.close();
    }
}
