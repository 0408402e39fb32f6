package io.arapaima.ipc;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.PartnerState;
import io.arapaima.ipc.reason.Role;
import io.arapaima.config.Edition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a window on pulse shows, at one moment.
 *
 * @param version version of the program
 * @param pid its process id
 * @param director which one this is, for example {@code primary 10.0.0.1}
 * @param role what it is now
 * @param since since when
 * @param cause why, one sentence
 * @param takeover {@code fast} or {@code exclusive}
 * @param keepalive time between two beats
 * @param deadtime silence after which a partner counts as dead
 * @param lease how long addresses live without another confirmation; zero = for ever
 * @param authenticated whether beats are sealed with a shared key
 * @param file the lvs.cf in force
 * @param partners the other directors
 * @param punctuality how late this process has been
 * @param troubles what is wrong now, one sentence each
 * @param garbage packets on the heartbeat's port that were none of a partner's, since the start
 * @param reason the same as {@code cause}; empty = pulse is older
 */
public record PulseSnapshot(String version, long pid, String director, Role role, Instant since, String cause,
        String takeover, Duration keepalive, Duration deadtime, Duration lease, boolean authenticated,
        Edition file, List<Partner> partners, Punctuality punctuality, List<String> troubles, long garbage,
        Optional<Reason> reason) {
    /**
     * Of this build.
     *
     * @param version version of the program
     * @param pid its process id
     * @param director which one this is
     * @param role what it is now
     * @param since since when
     * @param reason why
     * @param takeover {@code fast} or {@code exclusive}
     * @param keepalive time between two beats
     * @param deadtime silence after which a partner counts as dead
     * @param lease how long addresses live without another confirmation
     * @param authenticated whether beats are sealed with a shared key
     * @param file the lvs.cf in force
     * @param partners the other directors
     * @param punctuality how late this process has been
     * @param troubles what is wrong now
     * @param garbage packets that were none of a partner's
     */
    public PulseSnapshot(String version, long pid, String director, Role role, Instant since, Reason reason,
            String takeover, Duration keepalive, Duration deadtime, Duration lease, boolean authenticated,
            Edition file, List<Partner> partners, Punctuality punctuality, List<String> troubles, long garbage) {
        this(version, pid, director, role, since, English.of(reason), takeover, keepalive, deadtime, lease,
                authenticated, file, partners, punctuality, troubles, garbage, Optional.of(reason));
    }

    /**
     * Another director.
     *
     * @param director which one
     * @param state how it is, in words
     * @param file the lvs.cf that it runs, as it said last
     * @param paths the ways to it
     * @param known the same as {@code state}; empty = pulse is older
     */
    public record Partner(String director, String state, Edition file, List<PathStatus> paths,
            Optional<PartnerState> known) {
        /**
         * Of this build.
         *
         * @param director which one
         * @param known how it is
         * @param file the lvs.cf that it runs
         * @param paths the ways to it
         */
        public Partner(String director, PartnerState known, Edition file, List<PathStatus> paths) {
            this(director, English.of(known), file, paths, Optional.of(known));
        }
    }

    /**
     * A way to a partner.
     *
     * @param name {@code public} or {@code private}
     * @param age since the last beat over it; empty = never
     * @param opened packets that were the partner's
     * @param unopened packets that were not sealed with our key
     * @param replayed packets that were played back or overtaken
     */
    public record PathStatus(String name, Optional<Duration> age, long opened, long unopened, long replayed) {}

    /**
     * How late this process has been since its start.
     *
     * @param longest the longest time by which a beat was late
     * @param longestAt when
     * @param collections how often the garbage collector ran
     * @param collecting how long it took in all
     * @param warning what to do about it; empty = nothing
     */
    public record Punctuality(Duration longest, Instant longestAt, long collections, Duration collecting,
            String warning) {}
}
