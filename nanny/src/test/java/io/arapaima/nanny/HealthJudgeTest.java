package io.arapaima.nanny;

import io.arapaima.testkit.Transcripts;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Metric;
import io.arapaima.ipc.PlannedCheck.Judging;
import io.arapaima.ipc.reason.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transcripts: text files of results and what the judge makes of them; {@code -Dupdate=true} writes them anew. */
class HealthJudgeTest {
    private static final Pattern PAIR = Pattern.compile("(\\w+)=(\\d+)");
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    static List<Path> transcripts() throws IOException {
        return Transcripts.in("judge");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void judgesAsWritten(Path transcript) throws IOException {
        Transcripts.play(transcript, new Play()::play);
    }

    private static final class Play {
        private HealthJudge judge = judge(Map.of());
        private Duration interval = Duration.ofSeconds(6);
        private Health health = Health.unknown(START);
        private Instant now = START;

        List<String> play(List<String> lines) {
            return lines.stream().filter(line -> !line.startsWith("  ")).flatMap(
                    line -> line.isBlank() || line.startsWith("#") || rule(line)
                            ? Stream.of(line)
                            : Stream.of(line, answer(line)))
                    .toList();
        }

        private String answer(String line) {
            String[] words = line.split(" ", 3);
            String rest = words.length > 2 ? words[2] : "";
            switch (words[0]) {
                case "pass" -> step(
                        new CheckResult.Passed(Duration.ofNanos(Math.round(Double.parseDouble(words[1]) * 1e6)), rest));
                case "share", "drain" -> step(new CheckResult.Passed(Duration.ofMillis(3), rest,
                        List.of(new Metric("weight-" + words[0], Double.parseDouble(words[1]), ""))));
                case "fail" -> step(new CheckResult.Failed(Reason.valueOf(words[1]), rest));
                case "inconclusive" -> step(new CheckResult.Inconclusive(line));
                default -> throw new IllegalArgumentException(line);
            }
            return "  " + health.state() + " since " + Duration.between(START, health.since()).toSeconds() + " s: "
                    + health.why() + (health.share().equals(Share.WHOLE) ? "" : ", asks for " + health.share())
                    + health.told().map(i -> ", not judged since " + Duration.between(START, i.since()).toSeconds()
                            + " s: " + i.why()).orElse("");
        }

        private boolean rule(String line) {
            boolean rule = line.startsWith("rule ");
            if (rule) {
                judge = judge(pairs(line));
            }
            return rule;
        }

        private void step(CheckResult result) {
            health = judge.judge(health, result, now);
            now = now.plus(interval);
        }

        private HealthJudge judge(Map<String, Integer> rule) {
            interval = Duration.ofSeconds(rule.getOrDefault("interval", 6));
            OptionalInt rise = rule.containsKey("rise") ? OptionalInt.of(rule.get("rise")) : OptionalInt.empty();
            return new HealthJudge(new Judging(rise, rule.getOrDefault("fall", 1),
                    Duration.ofSeconds(rule.getOrDefault("reentry", 15))), interval);
        }

        private static Map<String, Integer> pairs(String line) {
            Map<String, Integer> pairs = new HashMap<>();
            PAIR.matcher(line).results().forEach(pair -> pairs.put(pair.group(1), Integer.valueOf(pair.group(2))));
            return pairs;
        }
    }
}
