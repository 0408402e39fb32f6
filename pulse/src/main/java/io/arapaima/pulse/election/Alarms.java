package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.English;
import io.arapaima.pulse.election.Rules.Director;
import java.util.Map;
import java.util.TreeMap;

/** What an operator should know now, by subject. Pure. */
final class Alarms {
    /** Two directors need some time to read a new file, and a push some more. */
    private static final long DIFFERENCE_NANOS = 5_000_000_000L;
    private static final String NOBODY = "NOBODY SERVES";

    private Alarms() {}

    static Map<String, String> due(Standing is, long now) {
        Map<String, String> due = new TreeMap<>();
        is.candidacy().troubles().forEach((subject, trouble) -> due.put(subject, trouble.text()));
        is.candidacy().maintenance().ifPresent(order -> due.put("in maintenance", English.terms(order)
                + "; this director takes no role until lvsctl maintenance off"));
        if (is.candidacy().maintained() && !is.active() && is.peers().all().stream().noneMatch(p -> is.hears(p, now))
                && now - is.peers().listeningSince() >= is.rules().deadtime().toNanos()) {
            due.put(NOBODY, "this director is in maintenance and no other is heard, so the addresses may be nowhere; "
                    + "end it with lvsctl maintenance off");
        }
        for (Director partner : is.rules().partners()) {
            Peer peer = is.peers().get(partner.rank());
            Shot shot = is.shots().get(partner.rank());
            if (shot instanceof Shot.Failed(_, var failures, var why)) {
                due.put(partner.name() + " fencing", "failed, " + failures + " times in a row: " + why
                        + "; lvsctl fence --test shows more");
            } else if (shot instanceof Shot.Running && peer != null && is.hears(peer, now)) {
                due.put(partner.name() + " fencing",
                        "it is heard again while the agent is at work, which goes on, because "
                                + "half of a reboot is a machine that is off");
            }
            if (peer == null) {
                if (now - is.peers().listeningSince() >= is.rules().deadtime().toNanos()) {
                    due.put(partner.name(), "not heard since the start; nobody would take over from here");
                }
            } else {
                about(is, partner, peer, now, due);
            }
        }
        return due;
    }

    private static void about(Standing is, Director partner, Peer peer, long now, Map<String, String> due) {
        if (peer.gone() == Peer.Gone.LEFT) {
            due.put(partner.name(), "said goodbye; nobody would take over from here");
        } else if (!is.hears(peer, now)) {
            due.put(partner.name(), (peer.gone() == Peer.Gone.DIED ? "its process died" : "silent")
                    + "; nobody would take over from here");
        } else {
            Beat beat = peer.beat();
            boolean settled = now - peer.hereSince() >= is.rules().deadtime().toNanos();
            if (settled) {
                paths(is, partner, peer, now, due);
            }
            if (settled && beat.deaf()) {
                due.put(partner.name() + " deaf", "does not hear us, while we hear it; look at firewalls and cables");
            }
            hindrance(partner, beat, due);
            if (peer.differsFrom() != 0 && now - peer.differsFrom() >= DIFFERENCE_NANOS) {
                due.put(partner.name() + " lvs.cf", "runs another lvs.cf: " + beat.file() + ", ours "
                        + is.rules().file() + "; lvsctl push sends the one of the director where it is typed");
            }
        }
    }

    /** Why a partner that is heard would not serve. */
    private static void hindrance(Director partner, Beat beat, Map<String, String> due) {
        RoleReason.HoldBack why = beat.holdsBack().orElseGet(() -> new RoleReason.Unfit(""));
        if (why instanceof RoleReason.Maintenance order) {
            due.put(partner.name() + " in maintenance", English.terms(order)
                    + "; it takes no role until lvsctl maintenance off there");
        } else if (beat.grade() != Grade.FIT) {
            due.put(partner.name() + " unfit", "could not take over"
                    + (why instanceof RoleReason.Unfit(var trouble) && !trouble.isEmpty()
                            ? ": " + trouble
                            : "; its own log says why"));
        }
    }

    private static void paths(Standing is, Director partner, Peer peer, long now, Map<String, String> due) {
        long deadtime = is.rules().deadtime().toNanos();
        for (String path : is.rules().paths()) {
            long heardAt = Math.max(peer.paths().getOrDefault(path, is.peers().listeningSince()),
                    is.peers().listeningSince());
            if (now - heardAt >= deadtime) {
                due.put(partner.name() + " over the " + path + " path",
                        "silent; the other path still works, so nothing fails over");
            }
        }
    }
}
