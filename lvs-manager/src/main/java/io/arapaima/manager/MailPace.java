package io.arapaima.manager;

import io.arapaima.ipc.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When the events that wait become a mail. Pure: time is handed in. Events of one incident come within seconds and
 * travel together; a flapping server fills the journal, not the operators' night. Nothing is dropped, only held.
 *
 * @param rhythm the limits
 * @param composed when the mails of the last hour were composed, oldest first; forgotten at a restart, which costs at
 *            most one hour's worth of mails more
 */
record MailPace(Rhythm rhythm, List<Instant> composed) {
    private static final Duration HOUR = Duration.ofHours(1);

    MailPace {
        composed = List.copyOf(composed);
    }

    /**
     * The limits of the pace.
     *
     * @param quiet a batch closes when nothing more came for so long
     * @param longest and at the latest when its oldest event is so old
     * @param perHour so many mails within an hour go out at once
     * @param held above that, there is one mail in so long a time
     */
    record Rhythm(Duration quiet, Duration longest, int perHour, Duration held) {
        /** The checks of the servers of one dead switch fail within one check's spread, about two seconds. */
        private static final Duration QUIET = Duration.ofSeconds(2);
        /** Whoever is woken shall not wait longer for the rest of the story. */
        private static final Duration LONGEST = Duration.ofSeconds(10);
        /** One every three minutes: more than a bad night brings, fewer than mail providers begin to defer. */
        private static final int PER_HOUR = 20;
        /** Twelve an hour while it storms. */
        private static final Duration HELD = Duration.ofMinutes(5);

        static final Rhythm DEFAULT = new Rhythm(QUIET, LONGEST, PER_HOUR, HELD);
    }

    static MailPace start(Rhythm rhythm) {
        return new MailPace(rhythm, List.of());
    }

    /** When these events are to become a mail: not after {@code now} means now. */
    Instant due(List<Event> pending, Instant now) {
        if (pending.isEmpty()) {
            return Instant.MAX;
        }
        Instant newest = pending.getLast().at();
        if (newest.isAfter(now)) {
            // The clock was set back; waiting for it to catch up could take hours.
            return now;
        }
        Instant quiet = newest.plus(rhythm.quiet());
        Instant longest = pending.getFirst().at().plus(rhythm.longest());
        Instant closed = quiet.isBefore(longest) ? quiet : longest;
        List<Instant> recent = recent(now);
        if (recent.size() < rhythm.perHour()) {
            return closed;
        }
        Instant held = recent.getLast().plus(rhythm.held());
        return held.isAfter(closed) ? held : closed;
    }

    /** The pace after a mail was composed. */
    MailPace after(Instant now) {
        var all = new ArrayList<>(recent(now));
        all.add(now);
        return new MailPace(rhythm, all);
    }

    private List<Instant> recent(Instant now) {
        return composed.stream().filter(t -> t.isAfter(now.minus(HOUR)) && !t.isAfter(now)).toList();
    }
}
