package io.arapaima.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.Subject;
import io.arapaima.ipc.Event;
import io.arapaima.testkit.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transcripts of pace and digest: events and commands, and below each command its answer, indented by a bar.
 * {@code -Dupdate=true} rewrites the answers; the difference is the review.
 */
class MailTranscriptTest {
    private static final String ANSWER = "|";
    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private final List<Event> pending = new ArrayList<>();
    private MailPace pace = MailPace.start(MailPace.Rhythm.DEFAULT, 20);
    private ZoneId zone = ZoneId.of("UTC");
    private long seq = 41;

    static List<Path> transcripts() throws IOException {
        return Transcripts.in("mail");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void everyTranscriptIsAnsweredAsReviewed(Path file) throws IOException {
        String written = Files.readString(file);
        var said = new ArrayList<String>();
        written.lines().filter(l -> !l.startsWith(ANSWER)).forEach(line -> {
            said.add(line);
            if (!line.isBlank() && !line.startsWith("#")) {
                answer(line).forEach(a -> said.add((ANSWER + " " + a).stripTrailing()));
            }
        });
        String now = String.join("\n", said) + "\n";
        Transcripts.compare(file, now);
    }

    private List<String> answer(String line) {
        String[] words = line.split(" ", 3);
        return switch (words[0]) {
            case "zone" -> {
                zone = ZoneId.of(words[1]);
                yield List.of();
            }
            case "event" -> {
                event(time(words[1]), words[2]);
                yield List.of();
            }
            case "burst" -> {
                for (int i = 1; i <= Integer.parseInt(words[1]); i++) {
                    event(time("10:00:00"), words[2].replace("%d", Integer.toString(i)));
                }
                yield List.of();
            }
            case "due" -> List.of(due(time(words[1])));
            case "composed" -> {
                pace = pace.after(pending, time(words[1]));
                pending.clear();
                yield List.of();
            }
            case "limit" -> {
                pace = pace.limited(Integer.parseInt(words[1]));
                yield List.of();
            }
            case "held" -> List.of(pace.held(pending, time(words[1])).map(Object::toString).orElse("nothing"));
            case "compose" -> compose();
            case "compose-ends" -> {
                List<String> mail = compose();
                var ends = new ArrayList<>(mail.subList(0, 9));
                ends.add("... " + (mail.size() - 16) + " lines ...");
                ends.addAll(mail.subList(mail.size() - 7, mail.size()));
                yield ends;
            }
            default -> throw new AssertionError("no command " + line);
        };
    }

    private List<String> compose() {
        MailDigest digest = MailDigest.compose(pending, "director1", zone);
        assertThat(digest.body().lines()).allMatch(l -> l.length() <= 76);
        var mail = new ArrayList<>(List.of("Subject: " + digest.subject(), ""));
        digest.body().lines().forEach(mail::add);
        return mail;
    }

    private String due(Instant now) {
        Instant due = pace.due(pending, now);
        return due.equals(Instant.MAX) ? "never" : due.isAfter(now) ? "at " + due : "now";
    }

    private void event(Instant at, String text) {
        String[] parts = text.split(" *\\| *", -1);
        int kind = parts[0].indexOf(' ');
        pending.add(new Event(++seq, at, Event.Kind.valueOf(parts[0].substring(0, kind)),
                Subject.ofText(escapes(parts[0].substring(kind + 1))), escapes(parts[1]), escapes(parts[2]),
                escapes(parts[3]),
                escapes(parts[4])));
    }

    private static String escapes(String text) {
        return UNICODE.matcher(text)
                .replaceAll(m -> Character.toString(Integer.parseInt(m.group(1), 16)))
                .translateEscapes();
    }

    private static Instant time(String clock) {
        return Instant.parse("2026-11-21T" + clock + "Z");
    }
}
