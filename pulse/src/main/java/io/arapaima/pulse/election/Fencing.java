package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.pulse.election.Rules.Director;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom to fence before a role is taken, and what a takeover may conclude from it. Only a partner that is silent is fenced: one
 * that said goodbye or whose process is proven dead needs it not, and one that was never heard since this process started is
 * left alone, because two that do not hear each other would otherwise shoot each other for ever, each after its own reboot.
 * An active director fences nobody. Pure.
 */
final class Fencing {
    /** A director that is cut off knows it by {@code reach} after this time, and then does not shoot. */
    static final Duration SOONEST = Duration.ofSeconds(2);
    /**
     * Where both may want the role, one leaves the other so much time to shoot first: the one that had the role when they
     * lost each other, whom the other one fences at once; else the worse rank.
     */
    static final Duration SECOND = Duration.ofSeconds(10);
    /** An agent that is killed at its time limit is reported some moments later; later still its report is lost. */
    static final Duration GRACE = Duration.ofSeconds(5);
    /** A machine that was switched off may be back, and active, after this time, without having been heard. */
    private static final Duration VALID = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Standing standing;
    private final long now;

    Fencing(Standing standing, long now) {
        this.standing = standing;
        this.now = now;
    }

    /** Whether this director can fence a partner. */
    boolean covers(Director partner) {
        return standing.rules().fencing().targets().contains(partner.rank());
    }

    /** Why the role of a silent partner may be taken; empty = it may not yet. */
    Optional<RoleReason> allows(Director partner, Peer peer) {
        Duration silence = peer.silence(now);
        Shot shot = standing.shots().get(partner.rank());
        if (shot instanceof Shot.Hit(var at) && now - at < VALID.toNanos()) {
            return Optional.of(new RoleReason.Fenced(partner.name(), silence));
        }
        long fade = standing.rules().fade().toNanos();
        boolean faded = now - peer.holdsUntil() >= 0 && now - standing.peers().listeningSince() >= fade;
        return shot instanceof Shot.Failed(_, _, var why) && faded
                ? Optional.of(new RoleReason.NotFenced(partner.name(), silence, why))
                : Optional.empty();
    }

    /** Whom to fence now, so that nothing stands against a takeover; nobody while one opponent cannot be fenced. */
    List<Director> due(List<Director> opponents) {
        return opponents.stream().allMatch(partner -> covers(partner) && isSilent(standing.peers().get(partner.rank())))
                ? opponents.stream().filter(partner -> now - earliest(partner.rank()) >= 0).toList()
                : List.of();
    }

    private boolean isSilent(@Nullable Peer peer) {
        return peer != null && peer.gone() == Peer.Gone.NO && !standing.hears(peer, now)
                && now - standing.peers().listeningSince() >= standing.rules().deadtime().toNanos();
    }

    /** When a silent partner may be fenced; far away while an agent is at work. */
    private long earliest(int rank) {
        Peer peer = java.util.Objects.requireNonNull(standing.peers().get(rank));
        boolean worse = standing.rules().self().rank() > rank || standing.role().since() - peer.heardAt() > 0;
        boolean second = !peer.beat().active() && worse;
        long first = peer.heardAt() + SOONEST.plus(second ? SECOND : Duration.ZERO).toNanos();
        Shot shot = standing.shots().get(rank);
        return shot == null ? first : Math.max(first, next(shot));
    }

    /** When something has to be done about a shot if nothing is heard of it. */
    private long next(Shot shot) {
        return switch (shot) {
            case Shot.Running(var at, _) -> at + standing.rules().fencing().timeout().plus(GRACE).toNanos();
            case Shot.Failed(var at, var failures, _) -> at + Math.min(LONGEST_PAUSE.toNanos(),
                    FIRST_PAUSE.toNanos() << Math.min(failures - 1, 10));
            case Shot.Hit(var at) -> at + VALID.toNanos();
        };
    }

    /** A shot of which nothing was heard for too long. */
    boolean lost(Shot shot) {
        return shot instanceof Shot.Running && now - next(shot) >= 0;
    }

    /** Moments at which there may be something to do. */
    LongStream wakes() {
        return standing.rules().fencing().targets().isEmpty()
                ? LongStream.empty()
                : LongStream.concat(standing.shots().values().stream().mapToLong(this::next),
                        standing.peers().all().stream()
                                .flatMap(p -> Stream.of(SOONEST, SOONEST.plus(SECOND))
                                        .map(d -> p.heardAt() + d.toNanos()))
                                .mapToLong(Long::longValue));
    }

    /** What becomes of a shot that has ended; empty = it says nothing, because the partner was heard meanwhile. */
    static Optional<Shot> ended(Shot.Running shot, Optional<Peer> peer, String failure, long now) {
        if (!failure.isEmpty()) {
            return Optional.of(new Shot.Failed(now, shot.failures() + 1, failure));
        }
        return peer.filter(p -> p.heardAt() - shot.at() <= 0).map(_ -> new Shot.Hit(now));
    }
}
