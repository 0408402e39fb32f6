package io.arapaima.check;

import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket of one probe that keeps the probe's deadline. It hears the target alone, and what the network says about it: a
 * closed port is a {@link java.net.PortUnreachableException}, a host that is not there a
 * {@link java.net.NoRouteToHostException}, in the same network after {@link #NEIGHBOUR_FAILS}. While it waits it holds 8 KiB at most; for an answer that is
 * longer it finds room and asks again.
 *
 * <p>For use by the probe's own thread. On a virtual thread, where probes run, an interrupt closes the socket and ends a
 * blocked call with an {@link IOException}.
 */
public final class CheckDatagrams implements AutoCloseable {
    /**
     * How long to wait until the kernel says that a host in the same network is switched off: it asks three times, a second
     * apart, for the host's hardware address, and a little is for the way of that word. Shorter silence says nothing about a host.
     */
    public static final Duration NEIGHBOUR_FAILS = Duration.ofMillis(3500);
    /** One datagram may get lost; a question that is asked three times is lost for another reason. */
    private static final int TIMES_ASKED = 3;

    /** Left of the deadline for who waits for silence, so that a machine that is late does not make a time-out of it. */
    private static final Duration RESERVE = Duration.ofMillis(500);

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
        StandardProtocolFamily family = target.address() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
        DatagramSocket socket = DatagramChannel.open(family).socket();
        try {
            if (route != null) {
                route.prepare(socket);
            }
            IcmpErrors.wanted(socket.getChannel(), family);
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
        out(bytes);
        if (trace != null) {
            trace.bytes(ProbeTrace.Kind.SENT, from, bytes, 0, bytes.length);
        }
    }

    private void out(byte[] bytes) throws IOException {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length));
        } catch (IOException e) {
            throw meaning(e);
        }
    }

    /**
     * Waits for silence, in which a host that is not there would be noticed, or for one datagram: {@link #receive} for who expects
     * no answer. It waits as long as asked, but leaves the last half second before the deadline, or half of what is left.
     *
     * @param silence how long
     * @return a datagram, if one came
     * @throws IOException what the network said
     */
    public Optional<byte[]> receiveOrSilence(Duration silence) throws IOException {
        Duration left = deadline.left();
        Duration most = left.compareTo(RESERVE.multipliedBy(2)) < 0 ? left.dividedBy(2) : left.minus(RESERVE);
        try {
            return Optional.of(receive(deadline.orIn(silence.compareTo(most) < 0 ? silence : most)));
        } catch (SocketTimeoutException _) {
            return Optional.empty();
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
        boolean tooLong = false;
        while (true) {
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
            } catch (IOException e) {
                byte[] again = sent;
                if (tooLong || again == null || !says(e, "too long")) {
                    throw meaning(e);
                }
                // A router wants shorter packets; the kernel knows that now and divides the next one.
                tooLong = true;
                IcmpErrors.forget(socket.getChannel());
                out(again);
            }
        }
    }

    /** Over IPv6 a firewall that says no is told from a closed port. */
    private static IOException meaning(IOException e) {
        return says(e, "permission denied")
                ? new FailedException(Reason.UNREACHABLE, "a firewall on the way prohibits it (ICMP)")
                : e;
    }

    private static boolean says(IOException e, String words) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains(words);
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
