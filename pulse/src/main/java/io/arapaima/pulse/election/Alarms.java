package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.PartnerState;
import io.arapaima.ipc.reason.PairAlarm;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.pulse.election.Rules.Director;
import java.util.Map;
import java.util.TreeMap;

/** What an operator should know now, by subject. Pure. */
final class Alarms {
    /** Two directors need some time to read a new file, and a push some more. */
    private static final long DIFFERENCE_NANOS = 5_000_000_000L;
    private static final String NOBODY = "NOBODY SERVES";

    private Alarms() {}

    static Map<String, Reason> due(Standing is, long now) {
        Map<String, Reason> due = new TreeMap<>();
        is.candidacy().troubles().forEach((subject, trouble) -> due.put(subject, trouble.what()));
        is.candidacy().maintenance().ifPresent(order -> due.put("in maintenance", new PairAlarm.MaintainedHere(order)));
        if (is.candidacy().maintained() && !is.active() && is.peers().all().stream().noneMatch(p -> is.hears(p, now))
                && now - is.peers().listeningSince() >= is.rules().deadtime().toNanos()) {
            due.put(NOBODY, new PairAlarm.NobodyServes());
        }
        for (Director partner : is.rules().partners()) {
            Peer peer = is.peers().get(partner.rank());
            Shot shot = is.shots().get(partner.rank());
            if (shot instanceof Shot.Failed(_, var failures, var why)) {
                due.put(partner.name() + " fencing", new PairAlarm.FencingFailed(failures, why));
            } else if (shot instanceof Shot.Running && peer != null && is.hears(peer, now)) {
                due.put(partner.name() + " fencing", new PairAlarm.FencingGoesOn());
            }
            if (peer == null) {
                if (now - is.peers().listeningSince() >= is.rules().deadtime().toNanos()) {
                    due.put(partner.name(), new PairAlarm.NobodyWouldTakeOver(new PartnerState.NeverHeard()));
                }
            } else {
                about(is, partner, peer, now, due);
            }
        }
        return due;
    }

    private static void about(Standing is, Director partner, Peer peer, long now, Map<String, Reason> due) {
        if (peer.gone() == Peer.Gone.LEFT) {
            due.put(partner.name(), new PairAlarm.NobodyWouldTakeOver(new PartnerState.SaidGoodbye()));
        } else if (!is.hears(peer, now)) {
            due.put(partner.name(), new PairAlarm.NobodyWouldTakeOver(peer.gone() == Peer.Gone.DIED
                    ? new PartnerState.ProcessDied()
                    : new PartnerState.Silent()));
        } else {
            Beat beat = peer.beat();
            boolean settled = now - peer.hereSince() >= is.rules().deadtime().toNanos();
            if (settled) {
                paths(is, partner, peer, now, due);
            }
            if (settled && beat.deaf()) {
                due.put(partner.name() + " deaf", new PairAlarm.PartnerDeaf());
            }
            hindrance(partner, beat, due);
            if (peer.differsFrom() != 0 && now - peer.differsFrom() >= DIFFERENCE_NANOS) {
                due.put(partner.name() + " lvs.cf", new PairAlarm.FileDiffers(beat.file(), is.rules().file()));
            }
        }
    }

    /** Why a partner that is heard would not serve. */
    private static void hindrance(Director partner, Beat beat, Map<String, Reason> due) {
        RoleReason.HoldBack why = beat.holdsBack().orElseGet(() -> new RoleReason.Unfit(""));
        if (why instanceof RoleReason.Maintenance order) {
            due.put(partner.name() + " in maintenance", new PairAlarm.PartnerMaintained(order));
        } else if (beat.grade() != Grade.FIT) {
            due.put(partner.name() + " unfit", new PairAlarm.PartnerUnfit(why instanceof RoleReason.Unfit(var trouble)
                    ? trouble
                    : ""));
        }
    }

    private static void paths(Standing is, Director partner, Peer peer, long now, Map<String, Reason> due) {
        long deadtime = is.rules().deadtime().toNanos();
        for (String path : is.rules().paths()) {
            long heardAt = Math.max(peer.paths().getOrDefault(path, is.peers().listeningSince()),
                    is.peers().listeningSince());
            if (now - heardAt >= deadtime) {
                due.put(partner.name() + " over the " + path + " path",
                        new PairAlarm.PathSilent());
            }
        }
    }
}
