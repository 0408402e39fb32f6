package io.arapaima.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a peer that is trusted, but not to end them. */
final class LineReader {
    /** Bytes of a line; the longest rule has some 200. */
    static final int MAX_LINE = 1024;

    private final BufferedInputStream in;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its end, or null at the end of the stream, where an unfinished line is dropped. */
    @Nullable
    String read() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).strip();
            }
            if (line.size() == MAX_LINE) {
                throw new IOException("a line is longer than " + MAX_LINE + " bytes");
            }
            line.write(next);
        }
        return null;
    }
}
