package io.arapaima.check;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;

/** Passes bytes on one by one with a pause between them, and breaks after some. */
final class DrippingStream extends OutputStream {
    private final OutputStream out;
    private final Duration pause;
    private final int limit;
    private int sent;

    DrippingStream(OutputStream out, Duration pause, int limit) {
        this.out = out;
        this.pause = pause;
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        try {
            if (sent > 0) {
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            throw new InterruptedIOException("the trial is over");
        }
        if (sent == limit) {
            throw new EOFException("cut after " + limit + " bytes");
        }
        sent++;
        out.write(b);
        out.flush();
    }
}
