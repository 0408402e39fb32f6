package io.arapaima.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is not well and has its mails: the first of them, so that the others lie together with it, and the last, so that a
 * reminder comes in time. Kept over restarts. Pure.
 *
 * @param open by what it is about, as {@link MailTopic#thread} says it
 */
public record MailIncidents(Map<String, Incident> open) {
    static final MailIncidents NONE = new MailIncidents(Map.of());
    /** Mail programs follow a few references; a storm's first mail is one for all. */
    private static final int MOST_REFERENCES = 10;

    /** Keeps a copy. */
    public MailIncidents {
        open = Map.copyOf(open);
    }

    /**
     * One of them.
     *
     * @param root Message-ID of its first mail; empty = it has none yet
     * @param mailed when it had its last mail, or began
     */
    public record Incident(Optional<String> root, Instant mailed) {}

    /**
     * What begins and what is over by now.
     *
     * @param now what is not well
     * @param pending what still waits for a mail: its end belongs to it
     */
    MailIncidents look(Situation now, Set<String> pending) {
        if (!now.known()) {
            return this;
        }
        var next = new HashMap<>(open);
        Set<String> ailing = now.threads();
        next.keySet().removeIf(thread -> !ailing.contains(thread) && !pending.contains(thread));
        ailing.forEach(thread -> next.putIfAbsent(thread, new Incident(Optional.empty(), now.at())));
        return new MailIncidents(next);
    }

    /** The first mails of these, of each once. */
    List<String> roots(Collection<String> threads) {
        return threads.stream().map(open::get).filter(i -> i != null).flatMap(i -> i.root().stream()).distinct()
                .limit(MOST_REFERENCES).toList();
    }

    /** The same after a mail about these. */
    MailIncidents mailed(Collection<String> threads, String id, Instant at) {
        var next = new HashMap<>(open);
        threads.forEach(thread -> next.computeIfPresent(thread,
                (_, known) -> new Incident(Optional.of(known.root().orElse(id)), at)));
        return new MailIncidents(next);
    }

    /** Those that had no mail for so long. */
    Set<String> due(Duration every, Instant now) {
        return open.entrySet().stream().filter(e -> !e.getValue().mailed().plus(every).isAfter(now))
                .map(Map.Entry::getKey).collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
