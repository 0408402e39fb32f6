package io.arapaima.nanny;

import io.arapaima.testkit.Transcripts;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transcripts: answers and failures by network, and whether a failure counts; {@code -Dupdate=true} writes them anew. */
class CommonCauseTest {
    static List<Path> transcripts() throws IOException {
        return Transcripts.in("common-cause");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void judgesAsWritten(Path transcript) throws IOException {
        Transcripts.play(transcript, new Play()::play);
    }

    /** A second is a line's first word; probes take 3 s to fail and are asked every 6 s. */
    private static final class Play {
        private final Map<String, Long> answers = new HashMap<>();
        private CommonCause.State state = CommonCause.State.QUIET;

        List<String> play(List<String> lines) {
            return lines.stream().filter(line -> !line.startsWith("  "))
                    .flatMap(line -> line.isBlank() || line.startsWith("#") ? Stream.of(line) : step(line)).toList();
        }

        private Stream<String> step(String line) {
            String[] words = line.split(" ", 4);
            long now = Duration.ofSeconds(Long.parseLong(words[0])).toNanos();
            if (words[2].equals("answers")) {
                answers.put(words[1], now);
                return Stream.of(line);
            }
            var failed = new Failed(Reason.valueOf(words[2]), "");
            var failure = new CommonCause.Failure(failed, now - Duration.ofSeconds(3).toNanos(),
                    Duration.ofSeconds(6).toNanos(), Optional.of(words.length > 3 ? words[3] : "")
                            .filter(fact -> !fact.isEmpty()));
            var judgement = CommonCause.judge(state, failure, answers, now);
            state = judgement.state();
            return Stream.of(line, "  " + judgement.cause().map(cause -> "does not count: " + cause).orElse("counts"));
        }
    }
}
