package io.arapaima.web.api;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Frames of server-sent events; JSON of ours has no line ends. */
final class EventStreamWriter {
    private static final int BUFFER = 16 << 10;

    private final OutputStream out;
    private long wroteAt = System.nanoTime();

    EventStreamWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    void send(String event, String id, String json) throws IOException {
        write("event: " + event + (id.isEmpty() ? "" : "\nid: " + id) + "\ndata: " + json + "\n\n");
    }

    /** Nothing, so that a dead peer is noticed on both sides. */
    void breathe() throws IOException {
        write(": \n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        wroteAt = System.nanoTime();
    }

    /** What was said goes out; many frames in one piece cost little more than one. */
    void flush() throws IOException {
        out.flush();
    }

    /** {@return milliseconds since the last word} */
    long quietFor() {
        return (System.nanoTime() - wroteAt) / 1_000_000;
    }
}
