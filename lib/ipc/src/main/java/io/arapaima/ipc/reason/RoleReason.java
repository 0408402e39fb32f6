package io.arapaima.ipc.reason;

import io.arapaima.checkspec.PrintableText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a director has the role, or has it not. Directors are named as operators know them, {@code primary 10.0.0.1}. {@link English}
 * says it to people.
 */
public sealed interface RoleReason extends Reason {
    /** {@return who wanted it; empty where nobody did, or an older program did not note it} */
    default String actor() {
        return "";
    }

    private static String actorOf(List<Reason> reasons) {
        return reasons.stream().map(reason -> reason instanceof RoleReason role ? role.actor() : "")
                .filter(actor -> !actor.isEmpty()).findFirst().orElse("");
    }

    /** Why a director would not take the role, as it tells its partners. */
    sealed interface HoldBack extends RoleReason {}

    /** The process has just begun. */
    record Started() implements RoleReason {}

    /** It was told to at its start ({@code --forceactive}). */
    record ForcedAtStart() implements RoleReason {}

    /** There is no second director. */
    record NoPartner() implements RoleReason {}

    /**
     * A partner was not heard since the start.
     *
     * @param director which
     */
    record NotHeard(String director) implements RoleReason {}

    /**
     * A partner ended cleanly.
     *
     * @param director which
     */
    record SaidGoodbye(String director) implements RoleReason {}

    /**
     * A partner's process ended without a word, as its kernel says.
     *
     * @param director which
     */
    record ProcessDied(String director) implements RoleReason {}

    /**
     * A partner says nothing.
     *
     * @param director which
     * @param time for how long
     */
    record Silent(String director, Duration time) implements RoleReason {}

    /**
     * A partner says nothing, and was switched off.
     *
     * @param director which
     * @param time for how long it has said nothing
     */
    record Fenced(String director, Duration time) implements RoleReason {}

    /**
     * A partner says nothing, and could not be switched off.
     *
     * @param director which
     * @param time for how long it has said nothing
     * @param failure why not, one sentence
     */
    record NotFenced(String director, Duration time, String failure) implements RoleReason {}

    /**
     * A partner leaves the role to this director.
     *
     * @param director which
     * @param why as it says; empty where it is only its turn, or its build is older
     */
    record LeavesRole(String director, Optional<Reason> why) implements RoleReason {
        @Override
        public String actor() {
            return actorOf(why.stream().toList());
        }
    }

    /**
     * Several at once, of several partners.
     *
     * @param reasons each
     */
    record AllOf(List<Reason> reasons) implements RoleReason {
        /** Keeps a copy. */
        public AllOf {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String actor() {
            return actorOf(reasons);
        }
    }

    /** pulse ends. */
    record Stopping() implements RoleReason {}

    /** lvs-manager ends. */
    record ManagerStops() implements RoleReason {}

    /**
     * The process did not run for longer than a lease.
     *
     * @param time for how long
     */
    record StoodStill(Duration time) implements RoleReason {}

    /**
     * A partner has the role too, and took it later.
     *
     * @param director which
     */
    record ActiveSince(String director) implements RoleReason {}

    /**
     * A partner has the role too, and can serve better.
     *
     * @param director which
     */
    record ActiveAndFitter(String director) implements RoleReason {}

    /**
     * A partner does not hear this director and takes the role.
     *
     * @param director which
     */
    record Deaf(String director) implements RoleReason {}

    /**
     * This director cannot serve well, and a partner can.
     *
     * @param why what is in the way
     * @param fit the partner
     */
    record HandsOver(List<Reason> why, String fit) implements RoleReason {
        /** Keeps a copy. */
        public HandsOver {
            why = List.copyOf(why);
        }

        @Override
        public String actor() {
            return actorOf(why);
        }
    }

    /**
     * A link or the gateway is gone, and a partner with it.
     *
     * @param trouble what is wrong, one sentence
     * @param silent the partner
     * @param alarm the same as {@code trouble}; empty = an older build said it
     */
    record CutOff(String trouble, String silent, Optional<Reason> alarm) implements RoleReason {}

    /**
     * A director of better rank is back ({@code failback = yes}).
     *
     * @param director which; empty = the one that hears it
     */
    record Failback(Optional<String> director) implements HoldBack {}

    /**
     * An operator wants a partner to have the role.
     *
     * @param actor who; empty = not known
     * @param reason why; may be empty
     */
    record SwitchOver(String actor, String reason) implements HoldBack {
        /** Makes printable lines. */
        public SwitchOver {
            actor = PrintableText.line(actor);
            reason = PrintableText.line(reason);
        }
    }

    /**
     * An operator works on the director.
     *
     * @param actor who; empty = not known
     * @param reason why; may be empty
     * @param since since when; empty = not known
     */
    record Maintenance(String actor, String reason, Optional<Instant> since) implements HoldBack {
        /** Makes printable lines. */
        public Maintenance {
            actor = PrintableText.line(actor);
            reason = PrintableText.line(reason);
        }
    }

    /**
     * A director cannot serve, or not well.
     *
     * @param trouble why, one sentence; empty = not known
     */
    record Unfit(String trouble) implements HoldBack {
        /** Makes a printable line. */
        public Unfit {
            trouble = PrintableText.line(trouble);
        }
    }
}
