package io.arapaima.planner;

import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Subject;
import java.time.Instant;

/**
 * An event without number and time.
 *
 * @param kind what kind of change
 * @param subject what changed
 * @param was before
 * @param now after
 * @param why the cause
 * @param effect what it means
 * @param actor who wanted it; empty = nobody
 * @param facts what the words are made of
 */
public record News(Event.Kind kind, Subject subject, String was, String now, String why, String effect, String actor,
        Event.Facts facts) {
    /**
     * News of which no more is known than its words.
     *
     * @param kind what kind of change
     * @param subject what changed
     * @param was before
     * @param now after
     * @param why the cause
     * @param effect what it means
     * @param actor who wanted it; empty = nobody
     */
    public News(Event.Kind kind, Subject subject, String was, String now, String why, String effect, String actor) {
        this(kind, subject, was, now, why, effect, actor, Event.Facts.NONE);
    }

    /**
     * News whose cause is data.
     *
     * @param kind what kind of change
     * @param subject what changed
     * @param was before
     * @param now after
     * @param why the cause, which may name who wanted it
     * @param effect what it means
     */
    public News(Event.Kind kind, Subject subject, String was, String now, Reason why, String effect) {
        this(kind, subject, was, now, English.of(why), effect, why instanceof RoleReason role ? role.actor() : "",
                Event.Facts.of(why));
    }

    /**
     * The same, with what its words are made of.
     *
     * @param known the facts
     * @return the news
     */
    public News with(Event.Facts known) {
        return new News(kind, subject, was, now, why, effect, actor, known);
    }

    /**
     * News that nobody wanted.
     *
     * @param kind what kind of change
     * @param subject what changed
     * @param was before
     * @param now after
     * @param why the cause
     * @param effect what it means
     */
    public News(Event.Kind kind, Subject subject, String was, String now, String why, String effect) {
        this(kind, subject, was, now, why, effect, "");
    }

    /**
     * Makes an event of it.
     *
     * @param seq its number
     * @param at its time
     * @return the event
     */
    public Event numbered(long seq, Instant at) {
        return new Event(seq, at, kind, subject, was, now, why, effect, actor, facts);
    }
}
