package io.arapaima.pulse;

import io.arapaima.checkspec.AddressText;
import io.arapaima.ipc.PulseRequest;
import com.google.gson.JsonParseException;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.pulse.election.Rules.Director;
import io.arapaima.pulse.wire.SealedStream;
import io.arapaima.pulse.wire.SealedStream.Letter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Carries lvs.cf to the partners, on the caller's thread, and brings their answers. What it carries it does not look at. */
final class Courier {
    /** The partner's hub may have to look up every name in the file. */
    private static final int ANSWER_MILLIS = 60_000;

    private final Letters letters;
    private final Caller lifeLine;
    private final List<Director> partners;
    private final Map<Integer, InetAddress> addresses;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock busy = new ReentrantLock();

    /** Opens a connection to a partner and hears its greeting. */
    @FunctionalInterface
    interface Caller {
        LifeLine.Line call(int rank, InetAddress address) throws IOException;
    }

    Courier(Letters letters, Caller lifeLine, List<Director> partners, Map<Integer, InetAddress> addresses) {
        this.letters = letters;
        this.lifeLine = lifeLine;
        this.partners = partners;
        this.addresses = new TreeMap<>(addresses);
    }

    /** To every partner, one after the other. */
    Message.Answer push(PulseRequest.Push push) {
        if (!busy.tryLock()) {
            return new Message.Answer(false, List.of("another push is under way; try again in a moment"));
        }
        try {
            boolean ok = true;
            List<String> lines = new ArrayList<>();
            for (Director partner : partners) {
                Message.Answer answer = carry(partner, push);
                ok &= answer.ok();
                answer.lines().forEach(line -> lines.add(partner.name() + ": " + line));
            }
            return new Message.Answer(ok, lines);
        } finally {
            busy.unlock();
        }
    }

    private Message.Answer carry(Director partner, PulseRequest.Push push) {
        InetAddress address = addresses.get(partner.rank());
        if (address == null) {
            return new Message.Answer(false, List.of("has no address here"));
        }
        LifeLine.Line line;
        try {
            line = lifeLine.call(partner.rank(), address);
        } catch (IOException e) {
            return new Message.Answer(false, List.of("not reached at " + AddressText.of(address) + " by TCP: "
                    + e.getMessage() + "; does pulse run there, does a firewall let heartbeat_port through?"));
        }
        try (Socket socket = line.socket()) {
            return exchange(socket, line.incarnation(), push);
        } catch (IOException | JsonParseException e) {
            return new Message.Answer(false, List.of("gave no answer: " + e.getMessage()
                    + "; has it the same heartbeat_key and this version? lvsctl pulse shows which lvs.cf it runs"));
        }
    }

    private Message.Answer exchange(Socket socket, long incarnation, PulseRequest.Push push) throws IOException {
        SealedStream stream = letters.on(socket);
        var letter = new Letter(random.nextLong(), Json.write(push));
        stream.write(letter, incarnation);
        socket.setSoTimeout(ANSWER_MILLIS);
        Letter answer = stream.read();
        if (answer.exchange() != letter.exchange()) {
            throw new IOException("it answered another question");
        }
        return Json.read(answer.text(), Message.Answer.class);
    }
}
