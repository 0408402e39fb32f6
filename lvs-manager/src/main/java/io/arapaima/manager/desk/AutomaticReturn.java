package io.arapaima.manager.desk;

import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message.Answer;
import java.io.IOException;
import java.util.List;

/**
 * The way back from what nobody confirms, across restarts. Used by the desk's thread.
 *
 * @param archive where the earlier revision is
 * @param trials what waits
 * @param thread of the desk
 */
record AutomaticReturn(Archive archive, Trials trials, DeskThread thread) {
    /** Has the trial end in time. */
    void watch() {
        Trial trial = trials.current();
        if (trial.pending()) {
            thread.after(trial.left(archive.clock().instant()), () -> lapse(trial));
        }
    }

    private void lapse(Trial trial) {
        if (!trials.current().equals(trial)) {
            return;
        }
        RunningConfig.InForce now = archive.running().inForce().join();
        try {
            goBack(trial, now);
        } catch (IOException | RuntimeException e) {
            trials.end();
            archive.running().trouble(Archive.SUBJECT,
                    new HubAlarm.NoWayBack(trial.lapsed(), String.valueOf(e.getMessage())));
        }
    }

    private void goBack(Trial trial, RunningConfig.InForce now) throws IOException {
        LvsConfFile old = archive.revisions().file(trial.back());
        if (!(archive.source().judge(old, now.catalogue()) instanceof ConfigSource.Loaded loaded)) {
            throw new IOException("revision " + trial.back() + " is not usable any more, see lvsctl diff "
                    + trial.back() + " running");
        }
        boolean typed = archive.onDisk().filter(d -> !d.sameBytes(now.loaded().file()) && !d.sameBytes(old))
                .isPresent();
        String note = typed ? "; " + archive.source().file() + " was edited meanwhile and is left alone" : "";
        if (!typed) {
            try {
                old.write();
            } catch (IOException e) {
                note = "; " + archive.source().file() + " cannot be written (" + e + ") and still says the other";
            }
        }
        var _ = archive.take(loaded,
                new FileReason.CameBack(trial.back(), trial.lapsed(), note),
                Archive.SELF, English.of(trial.lapsed()));
        trials.end();
    }

    /** After a start: what is in force is a revision; what waits goes on waiting, or goes back. */
    void resume(ConfigSource.Loaded now) {
        Trial trial = trials.current();
        String sha256 = Archive.sha256(now.file());
        boolean wentBack = trial.pending() && archive.revisions().all().stream()
                .anyMatch(r -> r.number() == trial.back() && r.sha256().equals(sha256));
        archive.keep(now, trial.sha256().equals(sha256) ? trial.actor() : Archive.SELF,
                wentBack
                        ? English.of(trial.lapsed())
                        : trial.pending() ? "applied, until confirmed" : "found at the start");
        if (!trial.pending()) {
            return;
        }
        if (trial.sha256().equals(sha256)) {
            watch();
            return;
        }
        trials.end();
        archive.running().tell(Event.Kind.RELOADED, wentBack
                ? "revision " + trial.back() + " in force again"
                : "revision " + trial.number() + " is not waited for any more",
                wentBack
                        ? trial.lapsed()
                        : new Reason.Said(archive.source().file() + " was changed while lvs-manager was down"),
                Archive.SELF);
    }

    Answer confirmed(String actor) {
        Trial trial = trials.current();
        trials.end();
        archive.running().tell(Event.Kind.LIFE, "revision " + trial.number() + " confirmed",
                new Reason.Said("it stays"), actor);
        share();
        return new Answer(true, List.of("revision " + trial.number() + " stays" + (trials.known()
                ? ""
                : ", but the state folder takes no writes now: a restart would take it back; lvsctl status says why")));
    }

    void share() {
        if (!trials.pending()) {
            archive.running().share();
        }
    }
}
