package io.arapaima.alerts;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When the events that wait become a mail. Pure: time is handed in. Events of one incident come within seconds and
 * travel together. A subject that had many mails waits for its next one, and holds back nobody else: a flapping server
 * fills the journal, not the operators' night. Nothing is dropped; what is held back travels with the next mail.
 *
 * @param rhythm times
 * @param perHour so many mails within an hour about one subject go out at once
 * @param mailed when the mails of the last hour were composed, by subject, oldest first; forgotten at a restart, which
 *            costs at most one hour's worth of mails more
 */
public record MailPace(Rhythm rhythm, int perHour, Map<String, List<Instant>> mailed) {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Keeps a copy. */
    public MailPace {
        mailed = Map.copyOf(mailed);
    }

    /**
     * The times of the pace.
     *
     * @param quiet a batch closes when nothing more came for so long
     * @param longest and at the latest when its oldest event is so old
     * @param held above the limit, there is one mail about a subject in so long a time
     */
    public record Rhythm(Duration quiet, Duration longest, Duration held) {
        /** The checks of the servers of one dead switch fail within one check's spread, about two seconds. */
        private static final Duration QUIET = Duration.ofSeconds(2);
        /** Whoever is woken shall not wait longer for the rest of the story. */
        private static final Duration LONGEST = Duration.ofSeconds(10);
        /** Twelve an hour while it storms. */
        private static final Duration HELD = Duration.ofMinutes(5);

        public static final Rhythm DEFAULT = new Rhythm(QUIET, LONGEST, HELD);
    }

    static MailPace start(Rhythm rhythm, int perHour) {
        return new MailPace(rhythm, perHour, Map.of());
    }

    /** With another limit; what was mailed still counts. */
    MailPace limited(int limit) {
        return new MailPace(rhythm, limit, mailed);
    }

    /** When these events are to become a mail: not after {@code now} means now. */
    Instant due(List<Event> pending, Instant now) {
        List<Event> free = pending.stream().filter(e -> !isHeld(e, now)).toList();
        Instant next = pending.stream().filter(e -> isHeld(e, now)).map(e -> heldUntil(e, now)).min(Instant::compareTo)
                .orElse(Instant.MAX);
        Instant closed = closed(free, now);
        return closed.isBefore(next) ? closed : next;
    }

    private Instant closed(List<Event> free, Instant now) {
        if (free.isEmpty()) {
            return Instant.MAX;
        }
        Instant newest = free.getLast().at();
        if (newest.isAfter(now)) {
            // The clock was set back; waiting for it to catch up could take hours.
            return now;
        }
        Instant quiet = newest.plus(rhythm.quiet());
        Instant longest = free.getFirst().at().plus(rhythm.longest());
        return quiet.isBefore(longest) ? quiet : longest;
    }

    private boolean isHeld(Event event, Instant now) {
        return !MailTopic.of(event.kind()).urgent() && heldUntil(event, now).isAfter(now);
    }

    /** Long ago where the subject's limit is not reached. */
    private Instant heldUntil(Event event, Instant now) {
        List<Instant> recent = recent(event.subject(), now);
        return recent.size() < perHour ? Instant.MIN : recent.getLast().plus(rhythm.held());
    }

    /** What the limit holds back of these events; empty when it is nothing. */
    Optional<DirectorSnapshot.HeldMail> held(List<Event> pending, Instant now) {
        List<Event> held = pending.stream().filter(e -> isHeld(e, now)).toList();
        return held.stream().map(e -> heldUntil(e, now)).min(Instant::compareTo)
                .map(next -> new DirectorSnapshot.HeldMail(held.size(),
                        held.stream().map(Event::subject).distinct().toList(), next));
    }

    /** Subjects that have had their mails for the hour with one of these events, so that the next ones wait. */
    List<String> limited(List<Event> sent, Instant now) {
        return sent.stream().filter(e -> !MailTopic.of(e.kind()).urgent()).map(Event::subject).distinct()
                .filter(subject -> recent(subject, now).size() + 1 == perHour).toList();
    }

    /** The pace after a mail was composed of these events. */
    MailPace after(List<Event> sent, Instant now) {
        var all = new HashMap<String, List<Instant>>();
        mailed.keySet().forEach(subject -> all.put(subject, recent(subject, now)));
        all.values().removeIf(List::isEmpty);
        sent.stream().map(Event::subject).distinct().forEach(subject -> {
            var times = new ArrayList<>(all.getOrDefault(subject, List.of()));
            times.add(now);
            all.put(subject, List.copyOf(times));
        });
        return new MailPace(rhythm, perHour, all);
    }

    private List<Instant> recent(String subject, Instant now) {
        return mailed.getOrDefault(subject, List.of()).stream()
                .filter(t -> t.isAfter(now.minus(HOUR)) && !t.isAfter(now)).toList();
    }
}
