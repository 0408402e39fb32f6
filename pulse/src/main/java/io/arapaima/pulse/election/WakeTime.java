package io.arapaima.pulse.election;

/** The moment at which the election has to be asked again if nothing happens before. Pure. */
public final class WakeTime {
    private final Standing is;
    private long next;

    private WakeTime(Standing is) {
        this.is = is;
        this.next = Math.min(is.beats().nextAt(), is.role().confirmAt());
    }

    /** In nanoseconds of this director's monotonic clock. */
    public static long of(Standing is) {
        var time = new WakeTime(is);
        long deadtime = is.rules().deadtime().toNanos();
        long listeningSince = is.peers().listeningSince();
        time.sooner(listeningSince + deadtime);
        time.sooner(listeningSince + is.rules().fade().toNanos());
        time.sooner(listeningSince + Succession.COLD_START_NANOS);
        time.sooner(is.role().addressesUntil());
        time.sooner(is.candidacy().declinesUntil());
        is.peers().all().forEach(peer -> time.sooner(peer, deadtime));
        is.candidacy().troubles().values().forEach(trouble -> time.sooner(trouble.since() + deadtime));
        new Fencing(is, is.steppedAt()).wakes().forEach(time::sooner);
        return time.next;
    }

    private void sooner(Peer peer, long deadtime) {
        sooner(peer.heardAt() + deadtime);
        if (peer.refusedAt() != 0) {
            sooner(Math.max(peer.refusedAt(), peer.heardAt()) + is.rules().proof().toNanos());
        }
        sooner(peer.holdsUntil());
        sooner(peer.changedAt() + deadtime);
        sooner(peer.hereSince() + deadtime);
    }

    /** What lies before the last step has been looked at. */
    private void sooner(long other) {
        if (other - is.steppedAt() > 0 && other - next < 0) {
            next = other;
        }
    }
}
