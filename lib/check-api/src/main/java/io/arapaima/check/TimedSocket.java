package io.arapaima.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * The socket under a probe's connection, that of TLS too: each read ends at the deadline, and what was received is read before an
 * error of writing is believed. For the probe's own thread.
 */
final class TimedSocket extends Socket {
    /** More than the tickets of a handshake have. */
    private static final int AHEAD = 2048;

    private final long startNanos;
    private final Deadline deadline;
    private final AnswerBudget.Account account;
    private final @Nullable ProbeTrace trace = ProbeTrace.current();
    private final TimedInput timed = new TimedInput();
    private @Nullable HandshakeTurn handshaking;
    /** Why a request did not get out, or not whole; null while all did. */
    private @Nullable IOException unsent;
    private boolean answered;

    /**
     * Not connected yet, and without a look for a SOCKS proxy.
     *
     * @param startNanos when the probe began
     * @param deadline until when each read waits
     * @param account what is received is held in
     */
    TimedSocket(long startNanos, Deadline deadline, AnswerBudget.Account account) {
        super(Proxy.NO_PROXY);
        this.startNanos = startNanos;
        this.deadline = deadline;
        this.account = account;
    }

    /** A handshake has its turn from now on, which it gives back while it waits; null = none has. */
    void shakes(@Nullable HandshakeTurn turn) {
        handshaking = turn;
    }

    /**
     * Lets the server speak first, if it wants to: a server of TLS 1.3 sends tickets when the handshake is done, and one that then
     * answers and closes without reading the request loses its answer when the request is there before they are acknowledged.
     *
     * @param limit how long it may take
     */
    void hear(Duration limit) throws IOException {
        timed.readAhead(Math.min(deadline.millisLeft(), (int) limit.toMillis()));
    }

    /**
     * Until the next write. A server that says two things and closes without reading our request keeps the second back until the first
     * is acknowledged (Nagle), and loses it with the reset; Linux waits up to 40 ms with an acknowledgement after it has sent.
     */
    private void acknowledgeAtOnce() throws IOException {
        setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }

    /** A request follows: what is received from now on is its answer. */
    void asks() {
        answered = false;
    }

    /** Whether something that was sent did not get out. */
    boolean lost() {
        return unsent != null;
    }

    @Override
    public InputStream getInputStream() {
        return timed;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Sending(super.getOutputStream());
    }

    private int receive(byte[] bytes, int offset, int length) throws IOException {
        InputStream untimed = super.getInputStream();
        HandshakeTurn turn = handshaking;
        if (turn == null) {
            return untimed.read(bytes, offset, length);
        }
        turn.give();
        int count = untimed.read(bytes, offset, length);
        turn.take();
        return count;
    }

    /**
     * What the end of the stream means. After an answer it is the end, however hard the server closed; without one it is the reason
     * why there is none.
     */
    private int end(@Nullable IOException reset) throws IOException {
        IOException why = reset == null ? unsent : reset;
        if (why != null && !answered) {
            throw why;
        }
        return -1;
    }

    private static boolean isReset(IOException e) {
        return String.valueOf(e.getMessage()).contains("reset");
    }

    /** TLS writes its records through it too: without this it would throw away what it has not decrypted yet. */
    private final class Sending extends OutputStream {
        private final OutputStream plain;

        Sending(OutputStream plain) {
            this.plain = plain;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[]{(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (unsent != null) {
                return; // the reader hears of the first
            }
            long from = System.nanoTime();
            try {
                plain.write(bytes, offset, length);
                acknowledgeAtOnce();
            } catch (IOException e) {
                if (isClosed()) {
                    throw e;
                }
                unsent = e;
                if (trace != null) {
                    trace.step(ProbeTrace.Kind.SENT, from, FailureWords.of(e));
                }
            }
        }
    }

    /** Gives every read what is left of the deadline, not of a time-out of its own. */
    private final class TimedInput extends InputStream {
        private InputStream ahead = nullInputStream();
        private long received;

        /** What comes within the time, into our own hands; what goes wrong is told to the next who reads. */
        private void readAhead(int millis) throws IOException {
            setSoTimeout(millis);
            try {
                byte[] bytes = new byte[AHEAD];
                ahead = new ByteArrayInputStream(bytes, 0, Math.max(0, receive(bytes, 0, bytes.length)));
            } catch (SocketException | SocketTimeoutException _) {
                ahead = nullInputStream();
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                setSoTimeout(deadline.millisLeft());
                int count = ahead.available() > 0
                        ? ahead.read(bytes, offset, length)
                        : receive(bytes, offset, length);
                if (count < 0) {
                    return end(null);
                }
                received += count;
                answered = true;
                account.hold(count);
                return count;
            } catch (SocketException e) {
                if (isReset(e) && !isClosed()) {
                    return end(e);
                }
                throw e;
            } catch (SocketTimeoutException _) {
                String soFar = received == 0 ? "no answer" : "no complete answer";
                throw new SocketTimeoutException("connected, but " + soFar + " within "
                        + Duration.ofNanos(System.nanoTime() - startNanos).toMillis() + " ms"
                        + (received == 0 ? "" : "; " + received + " bytes came"));
            }
        }
    }
}
