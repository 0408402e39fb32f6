package io.arapaima.pulse.wire;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.Edition;
import io.arapaima.pulse.election.Beat;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.election.Rules.Director;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Partners that speak another heartbeat than this director: Piranha's words here, sealed beats there, the words of the other kind
 * of service. They cannot be agreed with, but they live, so a standby leaves them the role that they may have, and the operator is
 * told which keyword is wrong. What they prove becomes beats for the election:
 *
 * <pre>
 *   active           an active one keeps its role, but where the other cannot know of us at all it gives way
 *   not active       leaves the role to us once it was active, or was heard so long without taking it
 *   of unknown role  leaves it to us never
 * </pre>
 *
 * Thread-safe.
 */
public final class Foreigners {
    /** Not that of any process; a partner that is understood one day is another one. */
    private static final long INCARNATION = 2;

    private final Rules rules;
    private final long incarnation;
    private final Manners manners;
    private final Consumer<Input> inbox;
    private final BiConsumer<String, Beat> heard;
    private final Map<Integer, Known> known = new HashMap<>();
    private long sequence;

    /**
     * How this director behaves towards them.
     *
     * @param patience how many deadtimes a partner is heard to be not active before its role is taken
     * @param givesWay whether this director, active, gives way to one that is active too
     */
    public record Manners(int patience, boolean givesWay) {
        /** Speaks arapaima without a key: the other hears nothing from it, and anybody could take its role anyway. */
        public static final Manners POLITE = new Manners(2, true);
        /** Speaks arapaima with a key: words that anybody can send take nothing away from it. */
        public static final Manners GUARDED = new Manners(2, false);
        /** Speaks Piranha's words, which the other understands and gives way to. */
        public static final Manners FIRM = new Manners(3, false);
    }

    private record Known(boolean active, boolean invites, long inactiveSince, String told) {
        static final Known NOTHING = new Known(false, false, 0, "");
    }

    public Foreigners(Rules rules, long incarnation, Manners manners, Consumer<Input> inbox,
            BiConsumer<String, Beat> heard) {
        this.rules = rules;
        this.incarnation = incarnation;
        this.manners = manners;
        this.inbox = inbox;
        this.heard = heard;
    }

    /**
     * A partner said something that is not understood.
     *
     * @param active its role, if that much is known
     * @param cure what is wrong and what to write, one sentence
     * @param term of the newest takeover that this director knows of
     */
    public void heard(String path, int rank, Optional<Boolean> active, String cure, long term, long now) {
        Beat beat;
        synchronized (this) {
            Known next = next(known.getOrDefault(rank, Known.NOTHING), active, now);
            tell(rank, next, cure);
            known.put(rank, new Known(next.active(), next.invites(), next.inactiveSince(), cure));
            boolean yields = next.invites() || (next.inactiveSince() != 0
                    && now - next.inactiveSince() >= manners.patience() * rules.deadtime().toNanos());
            beat = new Beat(rank, INCARNATION, ++sequence, next.active(), Grade.FIT, true, yields, false, false, false,
                    next.active() && manners.givesWay() ? term + 1 : 0, 0, 0, incarnation, Long.MAX_VALUE,
                    Edition.UNKNOWN);
        }
        heard.accept(path, beat);
    }

    private static Known next(Known was, Optional<Boolean> active, long now) {
        if (active.isEmpty()) {
            return new Known(was.active(), false, 0, was.told());
        }
        return active.get()
                ? new Known(true, false, 0, was.told())
                : new Known(false, was.active() || was.invites(), was.inactiveSince() == 0 ? now : was.inactiveSince(),
                        was.told());
    }

    private void tell(int rank, Known known, String cure) {
        if (!cure.equals(known.told())) {
            inbox.accept(new Input.Noticed(subject(rank), new Reason.Said(cure)));
        }
    }

    /** A partner spoke as this director does. */
    public void understood(int rank) {
        boolean over;
        synchronized (this) {
            over = known.remove(rank) != null;
        }
        if (over) {
            inbox.accept(new Input.Noticed(subject(rank), Reason.NONE));
        }
    }

    private String subject(int rank) {
        return rules.partners().stream().filter(d -> d.rank() == rank).map(Director::name).findFirst().orElse("partner")
                + " heartbeat";
    }
}
