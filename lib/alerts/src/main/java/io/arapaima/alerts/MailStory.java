package io.arapaima.alerts;

import io.arapaima.ipc.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The changes of one subject within a mail. The last one is what holds now; an outage that has begun and ended meanwhile
 * is still told as an outage. Pure.
 *
 * @param events at least one, in the order of their numbers
 */
record MailStory(List<Event> events) {
    /** The worst comes first; among equals the one with fewer changes, because those that flap have many. */
    static final Comparator<MailStory> WORST_FIRST = Comparator.comparing(MailStory::topic)
            .thenComparing(MailStory::outageIsOver).thenComparingInt(s -> s.events().size());

    MailStory {
        events = List.copyOf(events);
    }

    Event last() {
        return events.getLast();
    }

    Event first() {
        return events.getFirst();
    }

    /** What holds now; an outage that is over ranks as one. */
    MailTopic topic() {
        return outageIsOver() ? MailTopic.SERVICE_LOST : MailTopic.of(last());
    }

    boolean outageIsOver() {
        return MailTopic.of(last().kind()) == MailTopic.SERVICE_BACK
                && events.stream().anyMatch(e -> MailTopic.of(e.kind()) == MailTopic.SERVICE_LOST);
    }

    /** How long what is over now has lasted: what the mail holds of it, or what came before. */
    Optional<Duration> lasted() {
        return outageIsOver() ? Optional.of(outage()) : last().facts().lasted();
    }

    private Duration outage() {
        Duration sum = Duration.ZERO;
        Instant began = Instant.MAX;
        for (Event event : events) {
            boolean lost = MailTopic.of(event.kind()) == MailTopic.SERVICE_LOST;
            if (lost && began.equals(Instant.MAX)) {
                began = event.at();
            } else if (!lost && event.at().isAfter(began)) {
                sum = sum.plus(Duration.between(began, event.at()));
                began = Instant.MAX;
            }
        }
        return sum;
    }
}
