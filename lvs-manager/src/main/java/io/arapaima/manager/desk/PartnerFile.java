package io.arapaima.manager.desk;

import io.arapaima.ipc.reason.FileReason;
import java.util.Optional;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.Message.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An lvs.cf that a partner pushes.
 *
 * @param archive where it is taken to
 * @param trials what waits
 */
record PartnerFile(Archive archive, Trials trials) {
    private static final System.Logger LOG = System.getLogger("lvs");

    Answer take(ConfigRequest.Deliver letter) {
        Answer answer;
        try {
            answer = delivered(letter);
        } catch (IOException e) {
            answer = DeskThread.refused("did not take it: " + e.getMessage());
        }
        if (!answer.ok()) {
            LOG.log(System.Logger.Level.WARNING, "{0} pushed an lvs.cf that was not taken: {1}", letter.from(),
                    answer.lines().getFirst());
        }
        return answer;
    }

    private Answer delivered(ConfigRequest.Deliver letter) throws IOException {
        RunningConfig.InForce now = archive.running().inForce().join();
        LvsConfFile file = LvsConfFile.of(archive.source().file(), ConfigPacking.unpack(letter.packed()));
        return switch (archive.source().judge(file, now.catalogue())) {
            case ConfigSource.Refused refused -> {
                List<String> lines = new ArrayList<>(List.of("refuses it and keeps " + now.loaded().edition()
                        + "; correct these lines and push again"));
                lines.addAll(refused.problems());
                yield new Answer(false, lines, Optional.of(refused.why()));
            }
            case ConfigSource.Loaded pushed ->
                switch (Arrival.judge(now.loaded(), archive.onDisk(), pushed, letter.force())) {
                    case Arrival.Known(var note) -> new Answer(true, List.of("runs " + pushed.edition() + " already"
                            + note));
                    case Arrival.Refused(var why) -> Answer.refused(why);
                    case Arrival.Taken() when trials.pending() -> Answer.refused(trials.waits());
                    case Arrival.Taken() -> replaced(pushed, letter.from());
                };
        };
    }

    private Answer replaced(ConfigSource.Loaded pushed, String from) throws IOException {
        String kept = pushed.file().keepPrevious().map(path -> "; what it had is in " + path).orElse("");
        pushed.file().write();
        Answer adopted = archive.take(pushed, new FileReason.Reloaded(from), from, "pushed");
        List<String> lines = new ArrayList<>(List.of("runs " + pushed.edition() + " now" + kept));
        lines.addAll(adopted.lines());
        return new Answer(true, lines);
    }
}
