package io.arapaima.check.http;

import io.arapaima.check.Deadline;
import io.arapaima.check.Target;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A connected socket whose every read ends at the deadline, not a time-out after the last byte. TLS reads its records
 * through the same stream, so a server that sends one byte a second cannot hold a handshake either.
 */
final class DeadlineSocket extends Socket {
    private final Deadline deadline;
    private long received;

    private DeadlineSocket(Deadline deadline) {
        this.deadline = deadline;
    }

    static DeadlineSocket connect(Target target, Deadline deadline) throws IOException {
        var socket = new DeadlineSocket(deadline);
        try {
            socket.setSendBufferSize(2 * Request.MAX_BYTES);
            socket.setTcpNoDelay(true);
            Deadline connect = deadline.orIn(target.connectTimeout());
            try {
                socket.connect(target.socketAddress(), connect.millisLeft());
            } catch (SocketTimeoutException e) {
                throw timedOut("no connection within the time limit", e);
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    setSoTimeout(deadline.millisLeft());
                    int count = in.read(bytes, offset, length);
                    received += Math.max(0, count);
                    return count;
                } catch (SocketTimeoutException e) {
                    throw timedOut(received == 0
                            ? "connected, but no answer within the time limit"
                            : "the answer was not complete within the time limit; " + received + " bytes came", e);
                }
            }
        };
    }

    private static SocketTimeoutException timedOut(String text, SocketTimeoutException cause) {
        var timeout = new SocketTimeoutException(text);
        timeout.initCause(cause);
        return timeout;
    }
}
