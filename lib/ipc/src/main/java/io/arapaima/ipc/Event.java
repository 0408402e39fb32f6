package io.arapaima.ipc;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.checkspec.PrintableText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something changed. One record feeds journal, stream and mail; nothing ever parses log text.
 *
 * @param seq grows by one with each event of a director, across restarts
 * @param at when
 * @param kind what kind of change
 * @param subject the words for what changed, for example {@code web/s1}
 * @param was the state before; may be empty
 * @param now the state after
 * @param why the cause
 * @param effect what it means for the service, for example {@code 2 of 3 servers left}; may be empty
 * @param actor who wanted it: a user of this machine, a partner; empty where nobody did
 * @param about what changed
 * @param facts what the words are made of, for other languages and for programs
 */
public record Event(long seq, Instant at, Kind kind, String subject, String was, String now, String why,
        String effect, String actor, Subject about, Facts facts) {
    /** Texts become printable lines: this record is what journal, stream, mail and terminal show. */
    public Event {
        subject = PrintableText.line(subject);
        was = PrintableText.line(was);
        now = PrintableText.line(now);
        why = PrintableText.line(why);
        effect = PrintableText.line(effect);
        actor = PrintableText.line(actor);
        about = Objects.requireNonNullElse(about, older(kind, subject));
        facts = Objects.requireNonNullElse(facts, Facts.NONE);
    }

    /**
     * What an event's words are made of, as far as it is known.
     *
     * @param server address and port of the real server; empty = it is about none
     * @param service address, port and protocol of the virtual service; empty = it is about none
     * @param able how many real servers of the service can serve
     * @param of how many it has; 0 = it is about no such service
     * @param lasted how long the state before had lasted
     * @param causes why, the last word first
     */
    public record Facts(String server, String service, int able, int of, Optional<Duration> lasted,
            List<Reason> causes) {
        /** Nothing is known. */
        public static final Facts NONE = new Facts("", "", 0, 0, Optional.empty(), List.of());

        /** Keeps a copy. */
        public Facts {
            server = PrintableText.line(server);
            service = PrintableText.line(service);
            causes = List.copyOf(causes);
        }

        /**
         * Of causes alone.
         *
         * @param causes why
         * @return the facts
         */
        public static Facts of(Reason... causes) {
            return new Facts("", "", 0, 0, Optional.empty(), List.of(causes));
        }

        /**
         * The same after a time.
         *
         * @param time how long the state before had lasted
         * @return the facts
         */
        public Facts after(Duration time) {
            return new Facts(server, service, able, of, Optional.of(time), causes);
        }

        /**
         * The same with other causes.
         *
         * @param others why
         * @return the facts
         */
        public Facts because(List<Reason> others) {
            return new Facts(server, service, able, of, lasted, others);
        }
    }

    /** A build that wrote no {@code about} meant this. */
    private static Subject older(Kind kind, String subject) {
        boolean trouble = kind == Kind.TROUBLE || kind == Kind.TROUBLE_OVER;
        return trouble ? new Subject.Component(subject) : Subject.ofText(subject);
    }

    /**
     * An event.
     *
     * @param seq grows by one
     * @param at when
     * @param kind what kind of change
     * @param about what changed
     * @param was the state before
     * @param now the state after
     * @param why the cause
     * @param effect what it means
     * @param actor who wanted it
     * @param facts what the words are made of
     */
    public Event(long seq, Instant at, Kind kind, Subject about, String was, String now, String why, String effect,
            String actor, Facts facts) {
        this(seq, at, kind, about.text(), was, now, why, effect, actor, about, facts);
    }

    /**
     * An event that nobody wanted.
     *
     * @param seq grows by one
     * @param at when
     * @param kind what kind of change
     * @param about what changed
     * @param was the state before
     * @param now the state after
     * @param why the cause
     * @param effect what it means
     */
    public Event(long seq, Instant at, Kind kind, Subject about, String was, String now, String why, String effect) {
        this(seq, at, kind, about, was, now, why, effect, "", Facts.NONE);
    }

    /** Kinds of events. */
    public enum Kind {
        /** A real server is in service again. */
        SERVER_UP(true),
        /** A real server is out of service. */
        SERVER_DOWN(true),
        /** A real server failed too often and stays out until its checks have passed for a while ({@code flap_limit}). */
        FLAPPING(true),
        /** A real server that flapped has passed its checks for long enough. */
        FLAPPING_OVER(true),
        /** The last real server of a virtual service is gone. */
        SERVICE_DOWN(true),
        /** A virtual service has a real server again. */
        SERVICE_UP(true),
        /** The sorry server answers now. */
        SORRY_ON(true),
        /** The sorry server answers no more. */
        SORRY_OFF(true),
        /** A weight moved with the load, on the ramp or because the server asked; many, so never mailed. */
        WEIGHT(false),
        /** An operator's command took effect. */
        OPERATOR(true),
        /** A new configuration is in force. */
        RELOADED(true),
        /** A new configuration was refused; the old one stays. */
        RELOAD_REJECTED(true),
        /** A check plugin, the engine or the data plane is in trouble. */
        TROUBLE(true),
        /** A trouble is over. */
        TROUBLE_OVER(true),
        /** The data plane or an address differed from what was desired without our doing. */
        DRIFT(true),
        /** This director took a virtual address. */
        ADDRESS_TAKEN(true),
        /** This director gave a virtual address back. */
        ADDRESS_RELEASED(true),
        /** This director became the active one of its pair; the one that gave up tells its own journal only. */
        ROLE_TAKEN(true),
        /** This director is no longer the active one of its pair; the one that took the role tells the operators. */
        ROLE_GIVEN(false),
        /** The hub started or stopped. */
        LIFE(false);

        private final boolean mailed;

        Kind(boolean mailed) {
            this.mailed = mailed;
        }

        /** {@return true when operators get a mail about it} */
        public boolean mailed() {
            return mailed;
        }
    }

    /** {@return the event as one line, as the journal and {@code lvsctl events} show it} */
    public String line() {
        var line = new StringBuilder(subject).append(": ");
        if (!was.isEmpty()) {
            line.append(was).append(" -> ");
        }
        line.append(now);
        if (!actor.isEmpty()) {
            line.append(" by ").append(actor);
        }
        if (!why.isEmpty()) {
            line.append(" (").append(why).append(')');
        }
        if (!effect.isEmpty()) {
            line.append("; ").append(effect);
        }
        return line.toString();
    }
}
