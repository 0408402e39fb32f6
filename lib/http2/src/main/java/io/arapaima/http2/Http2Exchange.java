package io.arapaima.http2;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.FailedException;
import io.arapaima.check.Quoted;
import io.arapaima.http2.Frame.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * One request and its answer, on a connection that nobody else uses and that is closed afterwards. For the probe's own
 * thread; the connection keeps the deadline.
 */
public final class Http2Exchange {
    /** The name of HTTP/2 over TLS among application protocols (ALPN). */
    public static final String PROTOCOL = "h2";
    /** Frames that bring nothing of the answer: settings, pings, empty ones. More are a fault or an attack. */
    private static final int MOST_ASIDES = 100;
    private static final List<String> ERRORS = List.of("NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR",
            "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL",
            "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED");

    private final CheckSocket connection;
    private final FrameReader frames;
    private final AnswerBuilder answer;
    private int asides;
    /** Bytes received, and not yet given back to the server's windows. */
    private int taken;

    private Http2Exchange(CheckSocket connection, AnswerBuilder answer) {
        this.connection = connection;
        this.frames = new FrameReader(connection.in());
        this.answer = answer;
    }

    /**
     * Goes over to TLS with a server that must speak HTTP/2.
     *
     * @param connection on which nothing was said yet
     * @param tls how; must offer {@link #PROTOCOL} alone
     * @return what was agreed
     * @throws IOException what {@link CheckSocket#startTls} throws; {@link FailedException} if the server does not take it
     */
    public static CheckTls.Session startTls(CheckSocket connection, CheckTls tls) throws IOException {
        String agreed;
        try {
            CheckTls.Session session = connection.startTls(tls);
            if (session.application().equals(PROTOCOL)) {
                return session;
            }
            agreed = "none";
        } catch (SSLException e) {
            if (!String.valueOf(e.getMessage()).contains("no_application_protocol")) {
                throw e;
            }
            agreed = "a refusal";
        }
        throw new FailedException(Reason.TLS, "the server does not speak HTTP/2: offered the application protocol "
                + PROTOCOL + ", got " + agreed);
    }

    /**
     * Asks.
     *
     * @param connection on which nothing was said yet but TLS
     * @param request what to ask
     * @param mostBody how many bytes of the body are read; the rest is not waited for
     * @param wish which body is read at all
     * @return the answer
     * @throws IOException what the network said; {@link ProtocolException} if the answer is no HTTP/2, or beyond a limit;
     *     {@link FailedException} if the server ends the exchange
     */
    public static Http2Answer ask(CheckSocket connection, Http2Request request, int mostBody, BodyWish wish)
            throws IOException {
        connection.send(request.bytes());
        var exchange = new Http2Exchange(connection,
                new AnswerBuilder(mostBody, (status, sized) -> !request.head() && wish.reads(status, sized)));
        while (exchange.answer.isOpen()) {
            exchange.take(exchange.frames.next());
        }
        return exchange.answer.built();
    }

    private void take(Frame frame) throws IOException {
        if (answer.inHeaders() != (frame.kind() == Kind.CONTINUATION)) {
            throw new ProtocolException("a frame " + frame.kind() + (answer.inHeaders() ? " amid" : " without")
                    + " the frames of a header block");
        }
        int brought = switch (frame.kind()) {
            case HEADERS, CONTINUATION -> answer.header(frame);
            case DATA -> answer.body(frame);
            case SETTINGS, PING -> acknowledge(frame);
            case GOAWAY -> leaving(frame.payload());
            case RST_STREAM -> throw closed("resets the stream", frame.payload().getInt(0), "");
            // Of no interest to one short exchange.
            case PRIORITY, PUSH_PROMISE, WINDOW_UPDATE, OTHER -> 0;
        };
        if (brought == 0 && ++asides > MOST_ASIDES) {
            throw new ProtocolException("more than " + MOST_ASIDES + " frames that bring nothing of the answer");
        }
        if (frame.kind() == Kind.DATA && answer.isOpen()) {
            giveBack(frame.payload().remaining());
        }
    }

    private int acknowledge(Frame frame) throws IOException {
        if (!frame.has(Frame.ACK)) {
            byte[] payload = frame.kind() == Kind.PING ? frame.payload().array() : new byte[0];
            connection.send(Frame.of(frame.kind(), Frame.ACK, 0, payload).bytes());
        }
        return 0;
    }

    /** A server that is about to end still answers what it has begun, unless there is an error. */
    private static int leaving(ByteBuffer payload) throws FailedException {
        int error = payload.getInt(4);
        if (error != 0 || (payload.getInt(0) & 0x7fffffff) == 0) {
            String words = StandardCharsets.ISO_8859_1.decode(payload.slice(8, payload.remaining() - 8)).toString();
            throw closed("ends the connection", error, words);
        }
        return 0;
    }

    private static FailedException closed(String what, int error, String words) {
        String name = error >= 0 && error < ERRORS.size()
                ? ERRORS.get(error)
                : "error " + Integer.toUnsignedString(error);
        return new FailedException(Reason.CLOSED, "the server " + what + " (" + name + ")"
                + (words.isEmpty() ? "" : ": " + Quoted.of(words)));
    }

    /** Padding counts too. Both windows are as large, so both get as much back. */
    private void giveBack(int bytes) throws IOException {
        taken += bytes;
        if (taken >= Http2Request.WINDOW / 2) {
            var both = new ByteArrayOutputStream();
            Frame.window(0, taken).writeTo(both);
            Frame.window(1, taken).writeTo(both);
            connection.send(both.toByteArray());
            taken = 0;
        }
    }
}
