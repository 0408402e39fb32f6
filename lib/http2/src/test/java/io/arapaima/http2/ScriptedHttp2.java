package io.arapaima.http2;

import io.arapaima.check.Dialogue;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** A server that reads one whole request, and then sends the frames that it is given, in hex. */
public final class ScriptedHttp2 {
    /** No settings at all. */
    public static final String SETTINGS = frame(4, 0, 0, "");
    /** {@code :status: 200}. */
    public static final String OK = frame(1, 4, 1, "88");

    private ScriptedHttp2() {}

    /**
     * A part of the body.
     *
     * @param payload in hex
     * @return a frame that does not end the stream
     */
    public static String data(String payload) {
        return frame(0, 0, 1, payload);
    }

    /**
     * Any frame.
     *
     * @param kind its number
     * @param flags its flags
     * @param stream its stream
     * @param payload in hex
     * @return the frame in hex
     */
    public static String frame(int kind, int flags, int stream, String payload) {
        return "%06x%02x%02x%08x%s".formatted(payload.length() / 2, kind, flags, stream, payload);
    }

    /**
     * A server that answers whatever it is asked.
     *
     * @param frames its answer
     * @return the dialogue
     */
    public static Dialogue answering(List<String> frames) {
        return (in, out) -> {
            readRequest(in);
            out.write(HexFormat.of().parseHex(String.join("", frames)));
            Dialogue.SILENT.hold(in, out);
        };
    }

    /** Until HEADERS or DATA end the stream. */
    static void readRequest(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        data.readFully(new byte[24]);
        byte[] head;
        do {
            head = readFrame(data);
        } while (head[3] > 1 || (head[4] & 1) == 0);
    }

    /** Head and payload. */
    static byte[] readFrame(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        byte[] head = new byte[9];
        data.readFully(head);
        byte[] payload = new byte[ByteBuffer.wrap(head).getInt() >>> 8];
        data.readFully(payload);
        return ByteBuffer.allocate(9 + payload.length).put(head).put(payload).array();
    }
}
