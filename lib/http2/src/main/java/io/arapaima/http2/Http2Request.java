package io.arapaima.http2;

import io.arapaima.check.CheckSocket;
import io.arapaima.http2.Frame.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request, written before the connection is opened: all that a client says until it hears something. Immutable. */
public final class Http2Request {
    /** Greatest sum of the sizes of the header fields of an answer; the server is told. */
    static final int MOST_HEADERS = 64 << 10;
    /** So much of a body may be on its way to us; large enough that a distant server need not wait for us. */
    static final int WINDOW = 1 << 20;
    /** So much may be sent, and received, as long as nobody says otherwise. */
    private static final int FIRST_WINDOW = 65535;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int ENABLE_PUSH = 2;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_HEADER_LIST_SIZE = 6;
    private static final int STREAM = 1;

    private final byte[] bytes;
    private final boolean head;

    private Http2Request(byte[] bytes, boolean head) {
        this.bytes = bytes;
        this.head = head;
    }

    /**
     * Writes a request.
     *
     * @param fields those of the request line first, {@code :method} to {@code :path}
     * @param body what follows; may be empty
     * @return the request
     * @throws IllegalArgumentException if all of it is longer than {@link CheckSocket#REQUEST_LIMIT}
     */
    public static Http2Request of(List<Field> fields, byte[] body) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
        Frame.of(Kind.SETTINGS, 0, 0, settings()).writeTo(all);
        Frame.window(0, WINDOW - FIRST_WINDOW).writeTo(all);
        frames(all, Kind.HEADERS, HeaderWriter.write(fields), body.length == 0 ? Frame.END_STREAM : 0);
        if (body.length > 0) {
            frames(all, Kind.DATA, body, Frame.END_STREAM);
        }
        if (all.size() > CheckSocket.REQUEST_LIMIT || body.length > FIRST_WINDOW) {
            throw new IllegalArgumentException("the request has " + all.size() + " bytes in HTTP/2; at most "
                    + CheckSocket.REQUEST_LIMIT + " are sent");
        }
        return new Http2Request(all.toByteArray(), fields.contains(new Field(":method", "HEAD")));
    }

    private static byte[] settings() {
        return ByteBuffer.allocate(18).putShort((short) ENABLE_PUSH).putInt(0).putShort((short) INITIAL_WINDOW_SIZE)
                .putInt(WINDOW).putShort((short) MAX_HEADER_LIST_SIZE).putInt(MOST_HEADERS).array();
    }

    /** Of a header block only the first frame is HEADERS and says whether the request ends; of a body the last one. */
    private static void frames(ByteArrayOutputStream all, Kind kind, byte[] payload, int end) {
        for (int from = 0; from < payload.length; from += Frame.LONGEST) {
            int length = Math.min(Frame.LONGEST, payload.length - from);
            boolean last = from + length == payload.length;
            boolean block = kind == Kind.HEADERS;
            int flags = block ? (from == 0 ? end : 0) | (last ? Frame.END_HEADERS : 0) : last ? end : 0;
            new Frame(block && from > 0 ? Kind.CONTINUATION : kind, flags, STREAM,
                    ByteBuffer.wrap(payload, from, length)).writeTo(all);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Whether the answer has no body. */
    boolean head() {
        return head;
    }
}
