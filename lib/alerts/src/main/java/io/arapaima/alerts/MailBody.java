package io.arapaima.alerts;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a mail: first what holds now, then what happened, both capped. Pure.
 *
 * @param style of this director's mails
 * @param now what is not well
 * @param written when the mail is composed
 */
record MailBody(MailStyle style, Situation now, Instant written) {
    /** What one looks at on a phone; the rest is one command away. */
    private static final int MOST_SERVICES = 20;
    private static final int MOST_SERVERS = 3;
    private static final int MOST_OTHERS = 10;
    private static final int MOST_ENTRIES = 30;
    private static final int MOST_HINTS = 3;
    /** So many servers of one service that go the same way are one entry. */
    private static final int MANY = 3;
    /** So many changes of one thing are told as one. */
    private static final int MOST_CHANGES = 3;
    private static final String INDENT = "  ";
    private static final String STATUS = "lvsctl status";

    /** A mail about events; some of what they are about has had its mails for the hour with it. */
    String about(List<MailStory> byRank, List<String> limited, MailPace pace) {
        List<String> lines = new ArrayList<>(summary());
        add(lines, "", words().changes());
        List<Entry> entries = entries(byRank);
        entries.stream().limit(MOST_ENTRIES).forEach(e -> entry(lines, e));
        if (entries.size() > MOST_ENTRIES) {
            add(lines, INDENT, words().cut(entries.size() - MOST_ENTRIES, "lvsctl events"));
        }
        lines.add("");
        if (!limited.isEmpty()) {
            add(lines, "", words().limited(limited.stream().map(MailText::line).toList(), pace.perHour(),
                    pace.rhythm().held()));
        }
        byRank.stream().map(s -> MailTopic.hint(s.last())).distinct().limit(MOST_HINTS)
                .forEach(h -> add(lines, "", words().hint(h)));
        return text(lines);
    }

    /** A mail about what lasts. */
    String reminder(Duration every) {
        List<String> lines = new ArrayList<>(summary());
        add(lines, "", words().repeated(every));
        add(lines, "", words().hint(STATUS));
        return text(lines);
    }

    private MailWords words() {
        return style.words();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static void add(List<String> lines, String indent, String text) {
        lines.addAll(MailText.fold(indent + MailText.line(text), indent + INDENT));
    }

    private List<String> summary() {
        var lines = new ArrayList<String>();
        add(lines, "", style.host() + ", " + style.whole(written));
        lines.add("");
        if (!now.known()) {
            return lines;
        }
        add(lines, "", words().now(now));
        // Those without an answer first.
        List<Situation.Service> ailing = Stream.concat(now.ailing().stream().filter(Situation.Service::lost),
                now.ailing().stream().filter(s -> !s.lost())).toList();
        ailing.stream().limit(MOST_SERVICES).forEach(s -> service(lines, s));
        if (ailing.size() > MOST_SERVICES) {
            add(lines, INDENT, words().cut(ailing.size() - MOST_SERVICES, STATUS));
        }
        some(lines, now.troubles().stream().map(t -> words().trouble(t, now.at())).toList());
        some(lines, now.orders().stream().map(o -> words().order(o, style.clock(written))).toList());
        lines.add("");
        return lines;
    }

    /** Of a storm the services say enough. */
    private void service(List<String> lines, Situation.Service service) {
        add(lines, INDENT, words().service(service, now.at()));
        int shown = now.ailing().size() <= MOST_SERVERS ? MOST_SERVERS : service.lost() ? 0 : 1;
        service.out().stream().limit(shown).forEach(s -> add(lines, INDENT.repeat(2), words().server(s, now.at())));
        if (shown > 0 && service.out().size() > shown) {
            add(lines, INDENT.repeat(2), words().cut(service.out().size() - shown, STATUS));
        }
    }

    private static void some(List<String> lines, List<String> texts) {
        texts.stream().limit(MOST_OTHERS).forEach(t -> add(lines, INDENT, t));
    }

    /** What is told in one place: one change, or some that are alike. */
    private record Entry(List<Event> events, boolean several) {}

    /** What makes things alike that went or came: servers of one service, services, and in a storm servers of many. */
    private record Alike(String service, MailTopic topic, List<Reason> causes, String why) {
        static Alike of(Event event) {
            MailTopic topic = MailTopic.of(event);
            boolean back = topic == MailTopic.SERVER_BACK || topic == MailTopic.SERVICE_BACK;
            boolean servers = topic == MailTopic.SERVER_LOST || topic == MailTopic.SERVER_BACK;
            // Each check says on its own how long it took.
            return new Alike(servers ? MailTopic.service(event) : "", topic,
                    back ? List.of() : event.facts().causes(), back ? "" : event.why());
        }

        Alike anywhere() {
            return new Alike("", topic, causes, why);
        }
    }

    private static List<Entry> entries(List<MailStory> byRank) {
        Map<Alike, List<Event>> alike = alike(byRank);
        var entries = new ArrayList<Entry>();
        for (MailStory story : byRank) {
            Event last = story.last();
            List<Event> same = comesOrGoes(story) ? alike.getOrDefault(Alike.of(last), List.of()) : List.of();
            List<Event> storm = comesOrGoes(story)
                    ? alike.getOrDefault(Alike.of(last).anywhere(), List.of())
                    : List.of();
            List<Event> together = storm.size() >= MANY ? storm : same;
            if (together.size() >= MANY) {
                if (together.getFirst().equals(last)) {
                    entries.add(new Entry(together, true));
                }
            } else if (story.events().size() > MOST_CHANGES) {
                entries.add(new Entry(story.events(), true));
            } else {
                story.events().forEach(e -> entries.add(new Entry(List.of(e), false)));
            }
        }
        return entries;
    }

    /** By service, and where as many services as make a storm have such servers, for all of them. */
    private static Map<Alike, List<Event>> alike(List<MailStory> byRank) {
        Map<Alike, List<Event>> alike = new LinkedHashMap<>();
        byRank.stream().filter(MailBody::comesOrGoes).map(MailStory::last)
                .forEach(e -> alike.computeIfAbsent(Alike.of(e), _ -> new ArrayList<>()).add(e));
        Map<Alike, List<Alike>> services = alike.keySet().stream().collect(Collectors.groupingBy(Alike::anywhere));
        services.forEach((anywhere, each) -> {
            if (each.size() >= MANY) {
                alike.put(anywhere, each.stream().flatMap(a -> alike.getOrDefault(a, List.of()).stream()).toList());
            }
        });
        return alike;
    }

    private static boolean comesOrGoes(MailStory story) {
        return story.events().size() == 1 && switch (MailTopic.of(story.last())) {
            case SERVER_LOST, SERVER_BACK, SERVICE_LOST, SERVICE_BACK -> true;
            default -> false;
        };
    }

    private void entry(List<String> lines, Entry entry) {
        List<Event> events = entry.events();
        Event last = events.getLast();
        MailWords.Clock clock = style.clock(written);
        String time = clock.time(events.getFirst().at());
        boolean one = events.stream().allMatch(e -> e.about().equals(last.about()));
        String what = !entry.several()
                ? words().change(last, clock)
                : one ? words().toAndFro(events) : words().together(events);
        String indent = " ".repeat(INDENT.length() + time.length() + INDENT.length());
        lines.addAll(MailText.fold(INDENT + time + INDENT + MailText.line(what), indent));
        words().because(last, clock).forEach(b -> lines.addAll(MailText.fold(indent + MailText.line(b), indent)));
    }
}
