package io.arapaima.check.grpc;

import io.arapaima.check.Dialogue;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** A server that reads one whole call, and then sends the frames that it is given. */
final class ScriptedHttp2 {
    static final String SETTINGS = frame(4, 0, 0, "");
    /** {@code :status: 200}. */
    static final String HEADERS = frame(1, 4, 1, "88");
    /** {@code grpc-status: 0}, as a literal without indexing. */
    static final String STATUS_0 = "000b677270632d7374617475730130";
    static final String TRAILERS = frame(1, 5, 1, STATUS_0);

    private ScriptedHttp2() {}

    static String data(String message) {
        return frame(0, 0, 1, message);
    }

    static String frame(int kind, int flags, int stream, String payload) {
        return "%06x%02x%02x%08x%s".formatted(payload.length() / 2, kind, flags, stream, payload);
    }

    static Dialogue answering(List<String> frames) {
        return (in, out) -> {
            var data = new DataInputStream(in);
            data.readFully(new byte[24]);
            byte[] head = new byte[9];
            do {
                data.readFully(head);
                data.readFully(new byte[ByteBuffer.wrap(head).getInt() >>> 8]);
            } while (head[3] != 0);
            out.write(HexFormat.of().parseHex(String.join("", frames)));
            Dialogue.SILENT.hold(in, out);
        };
    }
}
