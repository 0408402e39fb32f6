package io.arapaima.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.Alarm;
import io.arapaima.ipc.Subject;
import io.arapaima.config.Language;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Json;
import io.arapaima.testkit.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transcripts of pace and digest: events, what is not well, and commands, and below each command its answer, indented by a bar.
 * {@code mail} answers in both languages. {@code -Dupdate=true} rewrites the answers; the difference is the review.
 */
class MailTranscriptTest {
    private static final String ANSWER = "|";
    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private final List<Event> pending = new ArrayList<>();
    private final List<Situation.Service> ailing = new ArrayList<>();
    private final List<Situation.Trouble> troubles = new ArrayList<>();
    private final List<Situation.Order> orders = new ArrayList<>();
    private MailPace pace = MailPace.start(MailPace.Rhythm.DEFAULT, 20);
    private MailIncidents incidents = MailIncidents.NONE;
    private ZoneId zone = ZoneId.of("UTC");
    private int services;
    private int servers;
    private long seq = 41;

    static List<Path> transcripts() throws IOException {
        return Stream.concat(Transcripts.in("mail").stream(), Transcripts.in("stories").stream()).toList();
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
            case "due" -> List.of(due(time(words[1])));
            case "held" -> List.of(pace.held(pending, time(words[1])).map(Object::toString).orElse("nothing"));
            case "compose" -> compose(Language.EN, Situation.UNKNOWN);
            case "mail" -> both(time(words[1]));
            case "remind" -> reminders(time(words[1]), Duration.parse(words[2]));
            case "late" -> Stream.of(Language.values()).map(MailStyle::words)
                    .flatMap(w -> Stream.of("Subject: ..." + w.lateMark(Duration.parse(words[1])) + "...",
                            w.late(Duration.parse(words[1]), words[2].equals("unreachable"))))
                    .flatMap(text -> MailText.fold(text, "").stream()).toList();
            default -> {
                note(words, line);
                yield List.of();
            }
        };
    }

    private void note(String[] words, String line) {
        String json = line.substring(line.indexOf(' ') + 1);
        switch (words[0]) {
            case "zone" -> zone = ZoneId.of(words[1]);
            case "event" -> event(time(words[1]), words[2]);
            case "facts" -> {
                Event last = pending.removeLast();
                asItIsSaid(last, Json.read(json, Event.Facts.class));
                pending.add(new Event(last.seq(), last.at(), last.kind(), last.about(), last.was(), last.now(),
                        last.why(), last.effect(), last.actor(), Json.read(json, Event.Facts.class)));
            }
            case "burst" -> {
                for (int i = 1; i <= Integer.parseInt(words[1]); i++) {
                    event(time("10:00:00"), words[2].replace("%d", Integer.toString(i)));
                }
            }
            case "composed" -> {
                pace = pace.after(pending, time(words[1]));
                pending.clear();
            }
            case "limit" -> pace = pace.limited(Integer.parseInt(words[1]));
            case "site" -> {
                services = Integer.parseInt(words[1]);
                servers = Integer.parseInt(words[2]);
            }
            case "well" -> {
                ailing.clear();
                troubles.clear();
                orders.clear();
            }
            case "ailing" -> ailing.add(Json.read(json, Situation.Service.class));
            case "trouble" -> troubles.add(Json.read(json, Situation.Trouble.class));
            case "order" -> orders.add(Json.read(json, Situation.Order.class));
            default -> throw new AssertionError("no command " + line);
        }
    }

    /** A story tells of an alarm what the hub would. */
    private static void asItIsSaid(Event event, Event.Facts facts) {
        String words = switch (event.kind()) {
            case TROUBLE -> event.now();
            case TROUBLE_OVER -> event.was();
            default -> event.why();
        };
        facts.causes().stream().filter(Alarm.class::isInstance)
                .forEach(alarm -> assertThat(words).isEqualTo(English.of(alarm)));
    }

    private Situation now(Instant at) {
        return new Situation(at, services, servers, ailing, orders, troubles, true);
    }

    private List<String> both(Instant at) {
        Situation now = now(at);
        incidents = incidents.look(now, threads());
        var mails = new ArrayList<String>();
        for (Language language : Language.values()) {
            mails.addAll(compose(language, now));
            mails.add("-".repeat(78));
        }
        pace = pace.after(pending, at);
        incidents = incidents.mailed(threads(),
                MailMessage.id(pending.getFirst().seq(), pending.getLast().seq(), pending.getFirst().at(), "director1"),
                at);
        pending.clear();
        incidents = incidents.look(now, Set.of());
        return mails;
    }

    private Set<String> threads() {
        return pending.stream().map(MailTopic::thread).collect(Collectors.toSet());
    }

    private List<String> reminders(Instant at, Duration every) {
        Situation now = now(at);
        Set<String> due = incidents.due(every, at);
        if (due.isEmpty()) {
            return List.of("none is due");
        }
        var mails = new ArrayList<String>();
        for (Language language : Language.values()) {
            mails.addAll(show(MailDigest.remind(now, every, incidents.roots(due),
                    new MailStyle("director1", zone, language))));
            mails.add("-".repeat(78));
        }
        incidents = incidents.mailed(due, "never the first", at);
        return mails;
    }

    private List<String> compose(Language language, Situation now) {
        return show(MailDigest.compose(pending, new MailDigest.Frame(now, incidents.roots(threads()),
                pace.limited(pending, now.known() ? now.at() : pending.getLast().at()), pace),
                new MailStyle("director1", zone, language)));
    }

    private static List<String> show(MailDigest digest) {
        assertThat(digest.body().lines()).allMatch(l -> MailText.columns(l) <= 78);
        var mail = new ArrayList<>(List.of("Subject: " + digest.subject()));
        if (!digest.references().isEmpty()) {
            mail.add("References: " + String.join(" ", digest.references()));
        }
        mail.add("");
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
        Event.Kind what = Event.Kind.valueOf(parts[0].substring(0, kind));
        String name = escapes(parts[0].substring(kind + 1));
        Subject about = what == Event.Kind.TROUBLE || what == Event.Kind.TROUBLE_OVER
                ? new Subject.Component(name)
                : Subject.ofText(name);
        pending.add(new Event(++seq, at, what, about, escapes(parts[1]), escapes(parts[2]), escapes(parts[3]),
                escapes(parts[4]), parts.length > 5 ? parts[5] : "", Event.Facts.NONE));
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
