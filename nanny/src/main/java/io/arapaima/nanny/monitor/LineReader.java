package io.arapaima.nanny.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes whole lines out of a stream without ever waiting for one. Longer ones are cut. One thread. */
final class LineReader {
    /** As much as a pipe holds: a flood keeps nobody from his turn. */
    private static final int MOST_AT_ONCE = 64 * 1024;

    private final InputStream in;
    private final int longest;
    private final byte[] chunk = new byte[8 * 1024];
    private final StringBuilder begun = new StringBuilder();

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** {@return the lines that have come meanwhile} */
    List<String> now() throws IOException {
        List<String> lines = new ArrayList<>();
        int taken = 0;
        while (taken < MOST_AT_ONCE && in.available() > 0) {
            int length = in.read(chunk, 0, Math.min(chunk.length, in.available()));
            for (char each : new String(chunk, 0, Math.max(0, length), StandardCharsets.UTF_8).toCharArray()) {
                if (each == '\n') {
                    lines.add(begun.toString());
                    begun.setLength(0);
                } else if (begun.length() < longest) {
                    begun.append(each);
                }
            }
            taken += Math.max(1, length);
        }
        return lines;
    }

    /** {@return what stands behind the last line end} */
    String rest() {
        return begun.toString();
    }
}
