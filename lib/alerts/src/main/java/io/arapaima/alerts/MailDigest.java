package io.arapaima.alerts;

import io.arapaima.ipc.Event;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One mail about the events of a few seconds. Pure: the same events make the same mail.
 *
 * @param first number of its first event
 * @param last number of its last event
 * @param from time of its first event
 * @param to time of its last event
 * @param subject one line, the most important thing first
 * @param body lines of text
 */
public record MailDigest(long first, long last, Instant from, Instant to, String subject, String body) {
    /** What a mail reader still opens at once; the rest is in the journal. */
    private static final int MAX_EVENTS = 200;
    /** Subjects longer than this are cut by whoever shows them. */
    private static final int MAX_SUBJECT_TEXT = 120;
    private static final int MAX_HINTS = 3;
    /** So many changes with one cause are worth a line of their own. */
    private static final int MANY = 3;
    private static final String DETAIL = " ".repeat(6);

    /**
     * Composes the mail.
     *
     * @param events at least one, in the order of their numbers
     * @param host name of this director
     * @param zone where its operators live; lines are in UTC, the head says the difference
     * @return the mail
     */
    public static MailDigest compose(List<Event> events, String host, ZoneId zone) {
        Event first = events.getFirst();
        Event last = events.getLast();
        var stories = new LinkedHashMap<String, List<Event>>();
        events.forEach(e -> stories.computeIfAbsent(MailTopic.of(e.kind()).family() + " " + e.subject(),
                _ -> new ArrayList<>()).add(e));
        List<MailStory> byRank = stories.values().stream().map(MailStory::new).sorted(MailStory.WORST_FIRST).toList();
        return new MailDigest(first.seq(), last.seq(), first.at(), last.at(),
                subject(byRank.getFirst(), events.size() - 1, host), body(events, byRank, host, zone));
    }

    private static String subject(MailStory top, int more, String host) {
        String text = MailText.line(top.headline(), MAX_SUBJECT_TEXT);
        return "[arapaima " + MailText.line(host) + "] " + text
                + (more == 0 ? "" : "; " + more + (more == 1 ? " more change" : " more changes"));
    }

    private static String body(List<Event> events, List<MailStory> byRank, String host, ZoneId zone) {
        var lines = new ArrayList<>(MailText.fold(head(events, host, zone), ""));
        commonCauses(events).forEach(c -> lines.addAll(MailText.fold(c, "  ")));
        Map<String, List<Event>> groups = new LinkedHashMap<>();
        byRank.forEach(s -> groups.putIfAbsent(MailTopic.group(s.last()), new ArrayList<>()));
        events.forEach(e -> groups.getOrDefault(MailTopic.group(e), new ArrayList<>()).add(e));
        Map<Event, Integer> leftOut = new HashMap<>();
        byRank.forEach(s -> s.leftOut().forEach(e -> leftOut.put(e, s.leftOut().getFirst().equals(e)
                ? s.leftOut().size()
                : 0)));
        int room = MAX_EVENTS;
        for (Map.Entry<String, List<Event>> group : groups.entrySet()) {
            if (room > 0) {
                lines.add("");
                lines.add(MailText.line(group.getKey()));
                List<Event> shown = group.getValue().stream().filter(e -> leftOut.getOrDefault(e, 1) > 0).limit(room)
                        .toList();
                shown.forEach(e -> lines.addAll(leftOut.containsKey(e)
                        ? MailText.fold("  ... " + leftOut.get(e) + " more changes of " + MailText.line(e.subject())
                                + ", which lvsctl events shows ...", DETAIL)
                        : entry(e)));
                room -= shown.size();
            }
        }
        lines.add("");
        if (events.size() > MAX_EVENTS) {
            lines.add("And " + (events.size() - MAX_EVENTS) + " more: lvsctl events");
        }
        byRank.stream().map(s -> MailTopic.hint(s.last())).distinct().limit(MAX_HINTS)
                .forEach(h -> lines.add("More: " + MailText.line(h)));
        return String.join("\n", lines) + "\n";
    }

    private static String head(List<Event> events, String host, ZoneId zone) {
        Instant from = events.getFirst().at();
        Instant to = events.getLast().at();
        OffsetDateTime here = from.atZone(zone).toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS);
        return (events.size() == 1 ? "A change" : events.size() + " changes") + " on " + MailText.line(host)
                + (events.size() == 1 ? " at " + utc(from) : " from " + utc(from) + " to " + utc(to))
                + (here.getOffset().equals(ZoneOffset.UTC)
                        ? ""
                        : " (here " + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(here) + ")")
                + ".";
    }

    private static List<String> commonCauses(List<Event> events) {
        return events.stream().map(Event::why).filter(w -> !w.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()))
                .entrySet().stream().filter(e -> e.getValue() >= MANY)
                .map(e -> e.getValue() + " of them for the same reason: " + MailText.line(e.getKey())).toList();
    }

    private static List<String> entry(Event event) {
        String change = MailText.line(event.subject()) + ": "
                + (event.was().isEmpty() ? "" : MailText.line(event.was()) + " -> ") + MailText.line(event.now());
        var lines = new ArrayList<>(MailText.fold("  " + utc(event.at()) + "  " + change, DETAIL));
        if (!event.actor().isEmpty()) {
            lines.addAll(MailText.fold(DETAIL + "by: " + MailText.line(event.actor()), DETAIL + "  "));
        }
        if (!event.why().isEmpty()) {
            lines.addAll(MailText.fold(DETAIL + "why: " + MailText.line(event.why()), DETAIL + "  "));
        }
        if (!event.effect().isEmpty()) {
            lines.addAll(MailText.fold(DETAIL + "effect: " + MailText.line(event.effect()), DETAIL + "  "));
        }
        return lines;
    }

    private static String utc(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
