package io.arapaima.web.access;

import io.arapaima.checkspec.PrintableText;
import java.time.Instant;

/**
 * A browser that somebody has signed in with.
 *
 * @param id names it for people, and is no secret
 * @param user who
 * @param from the address that the sign-in came from
 * @param agent what the browser calls itself
 * @param began when
 * @param used when it asked for something last
 */
public record Session(String id, String user, String from, String agent, Instant began, Instant used) {
    private static final int LONGEST_AGENT = 200;

    /** Makes a printable line of what the browser says. */
    public Session {
        agent = PrintableText.line(agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)));
    }

    /** The same, used once more. */
    Session usedAt(Instant now) {
        return new Session(id, user, from, agent, began, now);
    }
}
