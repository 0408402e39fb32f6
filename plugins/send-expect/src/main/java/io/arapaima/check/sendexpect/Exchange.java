package io.arapaima.check.sendexpect;

import io.arapaima.check.CheckDatagrams;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionText;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.sendexpect.Expected.Judgement;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Bytes out, bytes back, judgement. */
record Exchange(String request, Optional<Expected> expected) {
    /** An empty datagram would do, but the JDK does not send one from a connected socket, and only that hears of ICMP. */
    private static final String UDP_KNOCK = "\n";
    private static final int CHUNK = 8 * 1024;

    CheckResult overTcp(Target target, Deadline deadline) throws IOException, InterruptedException {
        try (var connection = CheckSocket.connect(target, deadline)) {
            connection.send(request);
            if (expected.isEmpty()) {
                return new Passed(connection.elapsed(), "connected");
            }
            return answer(connection, expected.get(), deadline);
        }
    }

    private static CheckResult answer(CheckSocket connection, Expected wanted, Deadline deadline)
            throws IOException, InterruptedException {
        var soFar = new StringBuilder();
        byte[] chunk = new byte[CHUNK];
        while (soFar.length() < wanted.most()) {
            int length;
            try {
                length = connection.in().read(chunk, 0, Math.min(CHUNK, wanted.most() - soFar.length()));
            } catch (SocketTimeoutException _) {
                return unfinished(wanted, soFar, new Failed(Reason.TIMEOUT, missing(wanted, soFar, "no more in time")));
            }
            if (length < 0) {
                return wanted.atEnd() == Judgement.RIGHT
                        ? new Passed(connection.elapsed(), "closed, which is enough")
                        : unfinished(wanted, soFar, new Failed(Reason.CLOSED, missing(wanted, soFar, "closed")));
            }
            soFar.append(new String(chunk, 0, length, StandardCharsets.ISO_8859_1));
            switch (wanted.judge(soFar, deadline)) {
                case RIGHT -> {
                    return right(connection.elapsed(), soFar);
                }
                case WRONG -> {
                    return wrong(wanted, soFar);
                }
                case OPEN -> {
                }
            }
        }
        return wrong(wanted, soFar);
    }

    /** An answer that came, but without what was to be found in it, is a wrong one and not a missing one. */
    private static CheckResult unfinished(Expected wanted, CharSequence soFar, Failed otherwise) {
        return !soFar.isEmpty() && wanted.atEnd() == Judgement.WRONG ? wrong(wanted, soFar) : otherwise;
    }

    private static String missing(Expected wanted, CharSequence soFar, String how) {
        return how + " after " + soFar.length() + " bytes " + Quoted.of(soFar) + ", expected " + wanted;
    }

    private static Passed right(Duration latency, CharSequence soFar) {
        return new Passed(latency, "answered " + Quoted.of(soFar));
    }

    private static Failed wrong(Expected wanted, CharSequence soFar) {
        return new Failed(Reason.CONTENT, "expected " + wanted + ", but got " + Quoted.of(soFar));
    }

    /** One datagram each way; a server that is not there is known by what the kernel says of the network. */
    CheckResult overUdp(Target target, Deadline deadline) throws IOException, InterruptedException {
        try (var socket = CheckDatagrams.connect(target, deadline, Expected.MOST_BYTES)) {
            socket.send(OptionText.bytes(request.isEmpty() ? UDP_KNOCK : request));
            Optional<byte[]> answer = expected.isPresent()
                    ? Optional.of(awaited(socket, deadline))
                    : socket.receiveOrSilence(CheckDatagrams.NEIGHBOUR_FAILS);
            if (answer.isEmpty()) {
                return new Passed(socket.elapsed(), "no answer and no refusal");
            }
            String text = new String(answer.get(), StandardCharsets.ISO_8859_1);
            Duration latency = socket.elapsed();
            boolean good = expected.isEmpty() || judged(expected.get(), text, deadline) == Judgement.RIGHT;
            return good ? right(latency, text) : wrong(expected.get(), text);
        }
    }

    private byte[] awaited(CheckDatagrams socket, Deadline deadline) throws IOException {
        Duration wait = deadline.left();
        try {
            return socket.receive(deadline);
        } catch (SocketTimeoutException _) {
            throw new SocketTimeoutException(
                    "no datagram within " + wait.toMillis() + " ms, expected " + expected.orElseThrow());
        }
    }

    /** An empty datagram is an answer too. */
    private static Judgement judged(Expected wanted, String datagram, Deadline deadline)
            throws IOException, InterruptedException {
        return wanted instanceof Expected.Anything ? Judgement.RIGHT : wanted.judge(datagram, deadline);
    }
}
