package io.arapaima.lvsctl.screen;

import io.arapaima.config.Edition;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.PulseSnapshot.PathStatus;
import java.time.Duration;
import java.time.Instant;

/** What pulse knows, as text. Pure. */
public final class PulseText {
    private PulseText() {}

    public static String of(PulseSnapshot pulse, Instant now) {
        var text = new StringBuilder();
        text.append("pulse ").append(pulse.version()).append(", pid ").append(pulse.pid()).append(", this is ")
                .append(pulse.director()).append('\n');
        text.append(pulse.role().word()).append(" for ").append(LastCheck.age(pulse.since(), now)).append(" (")
                .append(pulse.cause()).append(")\n");
        text.append("lvs.cf ").append(pulse.file()).append('\n');
        pulse.troubles().forEach(t -> text.append("TROUBLE ").append(t).append('\n'));
        for (PulseSnapshot.Partner partner : pulse.partners()) {
            text.append(partner.director()).append(": ").append(partner.state())
                    .append(file(pulse.file(), partner.file())).append('\n');
            partner.paths().forEach(path -> text.append("  ").append(path(path)).append('\n'));
        }
        text.append("takeover ").append(pulse.takeover()).append(", keepalive ").append(millis(pulse.keepalive()))
                .append(", deadtime ").append(millis(pulse.deadtime())).append(", lease ")
                .append(pulse.lease().isZero() ? "for ever" : pulse.lease().toSeconds() + " s").append(", heartbeats ")
                .append(pulse.authenticated() ? "sealed" : "not authenticated").append(", garbage ")
                .append(pulse.garbage()).append('\n');
        punctuality(pulse.punctuality(), text);
        return text.toString().stripTrailing();
    }

    private static String file(Edition ours, Edition theirs) {
        return !theirs.known() ? "" : theirs.equals(ours) ? ", lvs.cf as here" : ", ANOTHER lvs.cf " + theirs;
    }

    private static String path(PathStatus path) {
        return path.name() + " path: last beat "
                + path.age().map(age -> millis(age) + " ago").orElse("never") + ", " + path.opened() + " packets"
                + (path.unopened() > 0 ? ", " + path.unopened() + " could not be opened" : "")
                + (path.replayed() > 0 ? ", " + path.replayed() + " played back or overtaken" : "");
    }

    private static void punctuality(PulseSnapshot.Punctuality late, StringBuilder text) {
        text.append("longest lateness ").append(millis(late.longest()));
        if (!late.longestAt().equals(Instant.EPOCH)) {
            text.append(" at ").append(late.longestAt());
        }
        text.append("; ").append(late.collections()).append(" garbage collections took ")
                .append(millis(late.collecting())).append('\n');
        if (!late.warning().isEmpty()) {
            text.append("WARNING ").append(late.warning()).append('\n');
        }
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
