package io.arapaima.check;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket of one probe that keeps the probe's deadline. It hears the target alone, and the ICMP errors about it: a
 * closed port is a {@link java.net.PortUnreachableException}. While it waits it holds 8 KiB at most; for an answer that is
 * longer it finds room and asks again.
 *
 * <p>For use by the probe's own thread. On a virtual thread, where probes run, an interrupt closes the socket and ends a
 * blocked call with an {@link IOException}.
 */
public final class CheckDatagrams implements AutoCloseable {
    /** One datagram may get lost; a question that is asked three times is lost for another reason. */
    private static final int TIMES_ASKED = 3;

    private final long start = System.nanoTime();
    private final DatagramSocket socket;
    private final Deadline deadline;
    private final int most;
    private final AnswerBudget.Account account;
    private final @Nullable ProbeTrace trace = ProbeTrace.current();
    private byte[] buffer;
    private byte @Nullable [] sent;

    private CheckDatagrams(DatagramSocket socket, Deadline deadline, int most, AnswerBudget.Account account) {
        this.socket = socket;
        this.deadline = deadline;
        this.most = most;
        this.account = account;
        this.buffer = new byte[Math.min(most, AnswerBudget.FREE)];
    }

    /**
     * Opens the socket; nothing is sent yet.
     *
     * @param target whom to ask
     * @param deadline until when answers count
     * @param most how many bytes of a datagram are read; the rest of a longer one is dropped
     * @return the socket; close it
     * @throws IOException if it cannot be had
     */
    public static CheckDatagrams connect(Target target, Deadline deadline, int most) throws IOException {
        return connect(target, deadline, most, AnswerBudget.OF_PROCESS);
    }

    static CheckDatagrams connect(Target target, Deadline deadline, int most, AnswerBudget budget) throws IOException {
        CheckSocket.checkPort(target);
        Route route = Route.current();
        DatagramSocket socket = route == null ? new DatagramSocket() : DatagramChannel.open().socket();
        try {
            if (route != null) {
                route.prepare(socket);
            }
            socket.connect(target.socketAddress());
            return new CheckDatagrams(socket, deadline, most,
                    budget.account(target.address(), target.port(), deadline));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends one datagram.
     *
     * @param bytes at least one; the JDK sends no empty one from a connected socket
     * @throws IOException what the network said
     */
    public void send(byte[] bytes) throws IOException {
        sent = bytes;
        long from = trace == null ? 0 : System.nanoTime();
        socket.send(new DatagramPacket(bytes, bytes.length));
        if (trace != null) {
            trace.bytes(ProbeTrace.Kind.SENT, from, bytes, 0, bytes.length);
        }
    }

    /**
     * Waits for one datagram. One of 8 KiB or more that was allowed is asked for again, with room for it.
     *
     * @param limit until when; the deadline of the probe counts too
     * @return its bytes
     * @throws IOException what the network said; {@link SocketTimeoutException} if none comes in time;
     *     {@link UndecidedException} if there is no memory for a long one
     */
    public byte[] receive(Deadline limit) throws IOException {
        byte[] datagram = one(limit);
        if (datagram.length == buffer.length && buffer.length < most && sent != null) {
            account.hold(most);
            buffer = new byte[most];
            send(sent);
            return one(limit);
        }
        return datagram;
    }

    private byte[] one(Deadline limit) throws IOException {
        var packet = new DatagramPacket(buffer, buffer.length);
        long from = trace == null ? 0 : System.nanoTime();
        try {
            socket.setSoTimeout(Math.min(limit.millisLeft(), deadline.millisLeft()));
            socket.receive(packet);
            if (trace != null) {
                trace.bytes(ProbeTrace.Kind.RECEIVED, from, buffer, 0, packet.getLength());
            }
            return Arrays.copyOf(buffer, packet.getLength());
        } catch (SocketTimeoutException e) {
            throw (SocketTimeoutException) new SocketTimeoutException(
                    "no datagram came within " + elapsed().toMillis() + " ms").initCause(e);
        }
    }

    /**
     * Asks, and asks again when no answer comes: three times in all. Datagrams that are no answer are passed over, because
     * anybody can send one in the server's name.
     *
     * @param request what to ask
     * @param isAnswer tells an answer to this request from another datagram
     * @return the answer
     * @throws IOException what the network said; {@link SocketTimeoutException} if no answer comes before the deadline
     */
    public byte[] ask(byte[] request, Predicate<byte[]> isAnswer) throws IOException {
        Duration patience = deadline.left().dividedBy(TIMES_ASKED);
        long others = 0;
        for (int asked = 1; asked <= TIMES_ASKED; asked++) {
            send(request);
            Deadline again = asked < TIMES_ASKED ? deadline.orIn(patience) : deadline;
            while (!again.passed()) {
                try {
                    byte[] datagram = receive(again);
                    if (isAnswer.test(datagram)) {
                        return datagram;
                    }
                    others++;
                } catch (SocketTimeoutException _) {
                    // asked again, or given up below
                }
            }
        }
        throw new SocketTimeoutException("no answer within " + elapsed().toMillis() + " ms"
                + (others == 0 ? "" : "; " + others + " datagrams came that do not answer the question"));
    }

    /** {@return the time since the socket was opened, which is the latency once the decisive answer is there} */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        account.close();
        socket.close();
    }
}
