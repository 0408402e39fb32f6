package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.pulse.election.Rules.Director;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who may take a role that is vacant, and who has to give it up. Pure. */
public final class Succession {
    /** A fault that took the link or the gateway so long after the partner fell silent has not taken both. */
    private static final long SAME_FAULT_NANOS = 30_000_000_000L;
    /** A director that has just come back may go again; this long it must have been well before it gets the role back. */
    private static final long SETTLED_NANOS = 10_000_000_000L;

    /** So long a director that has just started waits for a better one whose hub is not up. */
    static final long COLD_START_NANOS = 5_000_000_000L;

    private final Standing standing;
    private final long now;

    public Succession(Standing standing, long now) {
        this.standing = standing;
        this.now = now;
    }

    /** Why this director takes the role now; empty = it does not. */
    Optional<RoleReason> takes() {
        if (!eligible()) {
            return Optional.empty();
        }
        if (standing.candidacy().forced()) {
            return Optional.of(new RoleReason.ForcedAtStart());
        }
        if (standing.rules().alone()) {
            return Optional.of(new RoleReason.NoPartner());
        }
        List<RoleReason> causes = new ArrayList<>();
        for (Director partner : standing.rules().partners()) {
            Optional<RoleReason> agrees = agrees(partner, standing.peers().get(partner.rank()));
            if (agrees.isEmpty()) {
                return agrees;
            }
            causes.add(agrees.get());
        }
        return Optional.of(causes.size() == 1 ? causes.getFirst() : new RoleReason.AllOf(List.copyOf(causes)));
    }

    /** Partners that are, or may be, in the way of a takeover; none while this director takes no role, or asks nobody. */
    List<Director> opponents() {
        if (!eligible() || standing.candidacy().forced()) {
            return List.of();
        }
        return standing.rules().partners().stream()
                .filter(partner -> agrees(partner, standing.peers().get(partner.rank())).isEmpty()).toList();
    }

    /** Whether this director takes a role at all. */
    boolean eligible() {
        return !standing.candidacy().stopping() && standing.candidacy().grade() == Grade.FIT;
    }

    /**
     * Why a partner has nothing against a takeover; empty = it has, or may have. Silence counts only from when this director
     * could have heard it.
     */
    Optional<RoleReason> agrees(Director partner, @org.jspecify.annotations.Nullable Peer peer) {
        Rules rules = standing.rules();
        var fencing = new Fencing(standing, now);
        boolean waits = rules.exclusive() || (peer == null && fencing.covers(partner));
        long patience = (waits ? rules.fade() : rules.deadtime()).toNanos();
        boolean listened = now - standing.peers().listeningSince() >= patience;
        if (peer == null) {
            return when(listened, new RoleReason.NotHeard(partner.name()));
        }
        boolean faded = !rules.exclusive() || now - peer.holdsUntil() >= 0;
        boolean certain = listened || peer.changedAt() - standing.peers().listeningSince() > 0;
        return switch (peer.gone()) {
            case LEFT -> when(faded && certain, new RoleReason.SaidGoodbye(partner.name()));
            case DIED -> when(faded && certain, new RoleReason.ProcessDied(partner.name()));
            case NO -> standing.hears(peer, now)
                    ? when((yielded(peer) || outOfIt(peer)) && released(peer) && !mayStillCome(peer),
                            new RoleReason.LeavesRole(partner.name(), peer.beat().holdsBack().map(why -> why)))
                    : fencing.covers(partner)
                            ? fencing.allows(partner, peer)
                            : when(faded && listened,
                                    new RoleReason.Silent(partner.name(), peer.silence(now)));
        };
    }

    private static Optional<RoleReason> when(boolean so, RoleReason reason) {
        return so ? Optional.of(reason) : Optional.empty();
    }

    /** Nobody was active yet: the better one's hub may only be some moments later than ours. */
    private boolean mayStillCome(Peer peer) {
        Beat beat = peer.beat();
        return standing.role().term() == 0 && beat.term() == 0 && beat.grade() != Grade.FIT && !beat.declines()
                && beat.rank() < standing.rules().self().rank()
                && now - standing.peers().listeningSince() < COLD_START_NANOS;
    }

    /** It leaves the role to us, and knows that we do not leave it to it. */
    private boolean yielded(Peer peer) {
        boolean piranha = standing.rules().piranha();
        boolean leavesIt = piranha && yieldsTo(peer); // a word of Piranha's leaves it to us at any time
        // It takes at once what we give up, and says so with its next word: what it said before means nothing any more.
        boolean old = piranha && peer.heardAt() - standing.role().since() < 2 * standing.rules().keepalive().toNanos();
        return !leavesIt && !old && !peer.beat().active() && peer.beat().yields() && peer.firmFrom() > 0
                && peer.beat().heardIncarnation() == standing.beats().incarnation()
                && peer.beat().heardSequence() >= peer.firmFrom();
    }

    /**
     * It is not fit and hears nothing, so it cannot say that it leaves the role to us. Once it is fit and still deaf it
     * takes over from us, and we give up first.
     */
    private boolean outOfIt(Peer peer) {
        return !peer.beat().active() && peer.beat().grade() != Grade.FIT && peer.beat().deaf()
                && now - peer.changedAt() >= standing.rules().deadtime().toNanos();
    }

    /** It has let go of its addresses, or has had the time for it; a hub that is broken never says so. */
    private boolean released(Peer peer) {
        boolean hopeless = peer.beat().grade() == Grade.BROKEN
                || now - peer.changedAt() >= standing.rules().deadtime().toNanos();
        return now - peer.holdsUntil() >= 0 || (hopeless && !standing.rules().exclusive());
    }

    /**
     * Whether a vacant role goes to the partner rather than to us. One that speaks Piranha's words hears "not active" and takes it:
     * who can says nothing of ranks.
     */
    boolean yieldsTo(Peer peer) {
        if (standing.rules().piranha()) {
            return !standing.active() && (standing.candidacy().grade() != Grade.FIT || standing.candidacy().declines());
        }
        return !standing.active() && standing.hears(peer, now) && !peer.beat().active()
                && Comparator.comparing(Candidate::grade).thenComparing(Candidate::declines)
                        .thenComparingInt(Candidate::rank)
                        .compare(new Candidate(peer.beat().grade(), peer.beat().declines(), peer.beat().rank()),
                                new Candidate(standing.candidacy().grade(), standing.candidacy().declines(),
                                        standing.rules().self().rank())) < 0;
    }

    /** Both sides sort alike: the fitter, then the one that does not decline, then the better rank. */
    private record Candidate(Grade grade, boolean declines, int rank) {}

    /** Why an active director gives up the role now; empty = it does not. */
    Optional<RoleReason> givesUp() {
        if (standing.candidacy().stopping()) {
            return Optional.of(new RoleReason.Stopping());
        }
        for (Director partner : standing.rules().partners()) {
            Peer peer = standing.peers().get(partner.rank());
            Optional<RoleReason> cause = peer != null && standing.hears(peer, now)
                    ? givesUpTo(partner, peer)
                    : isolated(partner, peer);
            if (cause.isPresent()) {
                return cause;
            }
        }
        return Optional.empty();
    }

    private Optional<RoleReason> givesUpTo(Director partner, Peer peer) {
        Beat beat = peer.beat();
        if (beat.active()) {
            int fitter = beat.grade().compareTo(standing.candidacy().grade());
            int newer = Long.compare(beat.term(), standing.role().term());
            return fitter == 0
                    ? when(newer > 0 || (newer == 0 && beat.rank() < standing.rules().self().rank()),
                            new RoleReason.ActiveSince(partner.name()))
                    : when(fitter < 0, new RoleReason.ActiveAndFitter(partner.name()));
        }
        if (beat.grade() != Grade.FIT) {
            return Optional.empty();
        }
        if (beat.deaf() && now - peer.hereSince() >= standing.rules().deadtime().toNanos()) {
            return Optional.of(new RoleReason.Deaf(partner.name()));
        }
        boolean certain = standing.candidacy().maintained() || standing.candidacy().troubles().entrySet().stream()
                .filter(t -> t.getValue().grade() != Grade.FIT).anyMatch(t -> !t.getKey().equals(Trouble.REACH)
                        || now - t.getValue().since() >= standing.rules().deadtime().toNanos());
        return certain && !beat.declines()
                ? Optional.of(new RoleReason.HandsOver(standing.candidacy().hindrances(), partner.name()))
                : Optional.empty();
    }

    /** Why an active director hands the role back to one of a better rank now; empty = it does not. */
    Optional<RoleReason> failsBack() {
        for (Director partner : standing.rules().partners()) {
            Peer peer = standing.peers().get(partner.rank());
            if (standing.rules().failback() && partner.rank() < standing.rules().self().rank() && peer != null
                    && fitToServe(peer) && now - peer.changedAt() > SETTLED_NANOS) {
                return Optional.of(new RoleReason.Failback(Optional.of(partner.name())));
            }
        }
        return Optional.empty();
    }

    private boolean fitToServe(Peer peer) {
        return standing.hears(peer, now) && peer.beat().grade() == Grade.FIT && !peer.beat().deaf()
                && !peer.beat().declines();
    }

    /**
     * A link or gateway lost together with the partner: the fault is here. Where addresses must never be held twice that is
     * enough at any time; otherwise only if one fault can have taken both.
     */
    private Optional<RoleReason> isolated(Director partner, @org.jspecify.annotations.Nullable Peer peer) {
        if (peer != null && peer.gone() != Peer.Gone.NO && !standing.rules().exclusive()) {
            return Optional.empty(); // gone for certain; but one that is started again would not know of us
        }
        long heardAt = peer == null ? standing.peers().listeningSince() : peer.heardAt();
        return standing.candidacy().troubles().values().stream().filter(t -> t.grade() == Grade.IMPAIRED)
                .filter(t -> standing.rules().exclusive() || t.since() - heardAt < SAME_FAULT_NANOS)
                .findFirst()
                .map(t -> new RoleReason.CutOff(English.of(t.what()), partner.name(), Optional.of(t.what())));
    }

    /** Whether some partner is heard and would serve. */
    public boolean someoneElseCould() {
        return standing.peers().all().stream().anyMatch(this::fitToServe);
    }

    /** Why the role cannot be given to a partner now; empty = it can. */
    public Optional<String> cannotSwitchOver() {
        if (!standing.active()) {
            return Optional.of("this director is standby; ask the active one");
        }
        if (someoneElseCould()) {
            return Optional.empty();
        }
        return Optional.of(standing.rules().alone()
                ? "no partner is configured; set backup and backup_active = 1"
                : "no partner is heard and fit to serve; lvsctl pulse shows what it lacks");
    }
}
