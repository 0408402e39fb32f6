package io.arapaima.http2;

import io.arapaima.check.Quoted;
import io.arapaima.http2.Frame.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads frames, and refuses what no server may send. Time is limited by the stream. */
final class FrameReader {
    private final InputStream in;
    private boolean first = true;

    FrameReader(InputStream in) {
        this.in = in;
    }

    Frame next() throws IOException {
        ByteBuffer head = read(Frame.HEAD);
        int length = head.getInt(0) >>> 8;
        Kind kind = Kind.of(head.get(3) & 0xff);
        if (length > Frame.LONGEST || (first && kind != Kind.SETTINGS)) {
            throw new ProtocolException("expected the settings of HTTP/2 and frames of at most " + Frame.LONGEST
                    + " bytes, got " + Quoted.of(StandardCharsets.ISO_8859_1.decode(head)));
        }
        first = false;
        var frame = new Frame(kind, head.get(4) & 0xff, head.getInt(5) & 0x7fffffff, read(length));
        if (!frame.allowed()) {
            throw new ProtocolException("a frame " + kind + " of " + length + " bytes on stream " + frame.stream()
                    + ", which HTTP/2 does not allow here");
        }
        return frame;
    }

    private ByteBuffer read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the server closed the connection before its answer was complete");
        }
        return ByteBuffer.wrap(bytes);
    }
}
