package io.arapaima.manager;

import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes an lvs.cf that a partner pushes: judges it as this director's own file, writes it, has it taken into use. What is
 * wrong with it goes back, and then nothing here has changed. One at a time, and never while lvs.cf is read for a reload.
 */
final class Delivery {
    private static final System.Logger LOG = System.getLogger("lvs");

    private final Director director;
    private final ConfigSource source;

    Delivery(Director director, ConfigSource source) {
        this.director = director;
        this.source = source;
    }

    Message.Answer take(Message.Deliver letter) {
        return director.reading().inTurn(() -> judged(letter));
    }

    private Message.Answer judged(Message.Deliver letter) {
        Message.Answer answer;
        try {
            answer = judge(letter, LvsConfFile.of(source.file(), Packing.unpack(letter.packed())));
        } catch (IOException e) {
            answer = new Message.Answer(false, List.of("did not take it: " + e.getMessage()));
        }
        if (!answer.ok()) {
            LOG.log(System.Logger.Level.WARNING, "{0} pushed an lvs.cf that was not taken: {1}", letter.from(),
                    answer.lines().getFirst());
        }
        return answer;
    }

    private Message.Answer judge(Message.Deliver letter, LvsConfFile file) throws IOException {
        var answer = new CompletableFuture<Input.InForce>();
        director.post(new Input.AskInForce(answer));
        Input.InForce now = answer.join();
        return switch (source.judge(file, now.catalogue())) {
            case ConfigSource.Refused(var problems) -> refused(now, problems);
            case ConfigSource.Loaded pushed -> switch (Arrival.judge(now.loaded(), onDisk(), pushed, letter.force())) {
                case Arrival.Known(var note) -> new Message.Answer(true, List.of("runs " + pushed.edition()
                        + " already" + note));
                case Arrival.Refused(var why) -> new Message.Answer(false, List.of(why));
                case Arrival.Taken() -> replace(pushed, letter.from());
            };
        };
    }

    private static Message.Answer refused(Input.InForce now, List<String> problems) {
        List<String> lines = new ArrayList<>(
                List.of("refuses it and keeps " + now.loaded().edition() + "; correct these lines and push again"));
        lines.addAll(problems);
        return new Message.Answer(false, lines);
    }

    private Optional<LvsConfFile> onDisk() {
        try {
            return Optional.of(source.load());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Message.Answer replace(ConfigSource.Loaded pushed, String from) throws IOException {
        String kept = pushed.file().keepPrevious().map(path -> "; what it had is in " + path).orElse("");
        pushed.file().write();
        var answer = new CompletableFuture<Message.Answer>();
        director.post(new Input.Adopt(pushed, from, answer));
        List<String> lines = new ArrayList<>(List.of("runs " + pushed.edition() + " now" + kept));
        lines.addAll(answer.join().lines());
        return new Message.Answer(true, lines);
    }
}
