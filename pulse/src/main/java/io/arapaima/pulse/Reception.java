package io.arapaima.pulse;

import io.arapaima.ipc.PulseRequest;
import com.google.gson.JsonParseException;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.pulse.election.Rules.Director;
import io.arapaima.pulse.wire.SealedStream;
import io.arapaima.pulse.wire.SealedStream.Letter;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Takes what a partner's courier brings to the hub, and sends the hub's answer back. */
final class Reception implements LifeLine.Host {
    private final Letters letters;
    private final Path hub;
    private final ReentrantLock busy = new ReentrantLock();

    /**
     * @param hub its socket
     */
    Reception(Letters letters, Path hub) {
        this.letters = letters;
        this.hub = hub;
    }

    @Override
    public void welcome(Socket guest) throws IOException {
        SealedStream stream = letters.on(guest);
        Letter letter = stream.read();
        Message.Answer answer = answer(letters.partner(guest), letter.text());
        stream.write(new Letter(letter.exchange(), Json.write(answer)), letters.incarnation(guest));
    }

    private Message.Answer answer(Director from, String text) {
        if (!busy.tryLock()) {
            return new Message.Answer(false, List.of("takes another push just now; try again in a moment"));
        }
        try (HubClient client = HubClient.connect(hub, "courier")) {
            PulseRequest.Push push = Json.read(text, PulseRequest.Push.class);
            return client.ask(new ConfigRequest.Deliver(from.name(), push.force(), push.packed()));
        } catch (IOException | JsonParseException e) {
            return new Message.Answer(false, List.of("its pulse runs, but its hub did not take the file: "
                    + e.getMessage()));
        } finally {
            busy.unlock();
        }
    }
}
