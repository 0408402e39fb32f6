package io.arapaima.check;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A TCP connection of one probe that keeps the probe's deadline, whatever the server does. With a plain {@link Socket}
 * that is easily missed: its time-out starts anew with each read, so a server that sends one byte a second keeps a
 * reader of lines busy for ever.
 *
 * <p>For use by the probe's own thread. On a virtual thread, where probes run, an interrupt closes the connection and
 * ends a blocked call with an {@link IOException}.
 */
public final class CheckSocket implements AutoCloseable {
    /**
     * Greatest request in bytes. The kernel takes as much at once, so sending never blocks; blocked writes know no
     * time-out.
     */
    public static final int REQUEST_LIMIT = 16 * 1024;

    private final long start = System.nanoTime();
    private final Socket socket = new Socket();
    private final Deadline deadline;
    private final InputStream in = new BufferedInputStream(new TimedInput());

    private CheckSocket(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * Connects within the target's connect time-out and the deadline, whichever is earlier.
     *
     * @param target whom to connect to
     * @param deadline until when everything on this connection counts
     * @return the connection; close it
     * @throws IOException if it cannot be had, with the network's reason; {@link SocketTimeoutException} if not in time
     */
    public static CheckSocket connect(Target target, Deadline deadline) throws IOException {
        var connection = new CheckSocket(deadline);
        int limit = deadline.orIn(target.connectTimeout()).millisLeft();
        try {
            connection.socket.connect(target.socketAddress(), limit);
            connection.socket.setTcpNoDelay(true);
            return connection;
        } catch (SocketTimeoutException _) {
            connection.close();
            throw new SocketTimeoutException("no connection within " + limit + " ms");
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Sends a request.
     *
     * @param request at most {@value #REQUEST_LIMIT} bytes
     * @throws IOException what the network said
     * @throws IllegalArgumentException if the request is longer
     */
    public void send(byte[] request) throws IOException {
        if (request.length > REQUEST_LIMIT) {
            throw new IllegalArgumentException(
                    "a request of " + request.length + " bytes; at most " + REQUEST_LIMIT + " can be sent");
        }
        socket.getOutputStream().write(request);
    }

    /**
     * Sends a request as text.
     *
     * @param request ISO 8859-1 characters, at most {@value #REQUEST_LIMIT}
     * @throws IOException what the network said
     * @throws IllegalArgumentException if the request is longer
     */
    public void send(String request) throws IOException {
        send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * What the server sends, byte by byte and buffered.
     *
     * @return a stream; each read ends at the deadline with a {@link SocketTimeoutException}, however many there are
     */
    public InputStream in() {
        return in;
    }

    /**
     * Reads one line.
     *
     * @param limit greatest length in characters, line end not counted
     * @return the line as ISO 8859-1, without LF or CR LF
     * @throws IOException what the network said; {@link EOFException} if the server closes before the line ends;
     *     {@link ProtocolException} if the line is longer
     */
    public String readLine(int limit) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed after \"" + line + "\", in the middle of a line");
            }
            if (line.length() > limit) {
                throw new ProtocolException("a line longer than " + limit + " characters: " + line);
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    /** {@return the time since the first packet, which is the latency once the decisive answer is there} */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Gives every read what is left of the deadline, not of a time-out of its own. */
    private final class TimedInput extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                socket.setSoTimeout(deadline.millisLeft());
                return socket.getInputStream().read(bytes, offset, length);
            } catch (SocketTimeoutException _) {
                throw new SocketTimeoutException(
                        "connected, but no complete answer within " + elapsed().toMillis() + " ms");
            }
        }
    }
}
