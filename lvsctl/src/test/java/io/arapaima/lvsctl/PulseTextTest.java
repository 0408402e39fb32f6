package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.PulseText;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.Edition;
import io.arapaima.ipc.reason.PartnerState;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.PulseSnapshot.Partner;
import io.arapaima.ipc.PulseSnapshot.PathStatus;
import io.arapaima.ipc.PulseSnapshot.Punctuality;
import io.arapaima.ipc.reason.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PulseTextTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void everythingThatAnOperatorAsksForIsOnOneScreen() {
        var pulse = new PulseSnapshot("0.1.0", 4711, "primary 10.0.0.1", Role.ACTIVE, NOON.minusSeconds(90),
                new RoleReason.ProcessDied("backup 10.0.0.2"), "fast", Duration.ofMillis(100), Duration.ofMillis(600),
                Duration.ofSeconds(2), true,
                new Edition(42, 0x3fa91c22), List.of(
                        new Partner("backup 10.0.0.2",
                                new PartnerState.Heard(Role.STANDBY,
                                        Optional.of(new RoleReason.Maintenance("anna", "new disk", Optional.empty()))),
                                new Edition(41, 7),
                                List.of(new PathStatus("public", Optional.of(Duration.ofMillis(42)), 900, 0, 0),
                                        new PathStatus("private", Optional.empty(), 0, 7, 3))),
                        new Partner("director 3 10.0.0.3", new PartnerState.Heard(Role.STANDBY, Optional.empty()),
                                new Edition(42, 0x3fa91c22), List.of()),
                        new Partner("director 4 10.0.0.4", new PartnerState.NeverHeard(), Edition.UNKNOWN, List.of())),
                new Punctuality(Duration.ofMillis(350), NOON, 12, Duration.ofMillis(30), "deadtime is 600 ms and ..."),
                List.of("backup 10.0.0.2 over the private path: silent"), 5);
        assertThat(PulseText.of(pulse, NOON)).isEqualTo("""
                pulse 0.1.0, pid 4711, this is primary 10.0.0.1
                active for 90s (backup 10.0.0.2: its process died)
                lvs.cf serial 42 (3fa91c22)
                TROUBLE backup 10.0.0.2 over the private path: silent
                backup 10.0.0.2: standby, in maintenance by anna: new disk, ANOTHER lvs.cf serial 41 (00000007)
                  public path: last beat 42 ms ago, 900 packets
                  private path: last beat never, 0 packets, 7 could not be opened, 3 played back or overtaken
                director 3 10.0.0.3: standby, lvs.cf as here
                director 4 10.0.0.4: never heard
                takeover fast, keepalive 100 ms, deadtime 600 ms, lease 2 s, heartbeats sealed, garbage 5
                longest lateness 350 ms at 2026-11-21T12:00:00Z; 12 garbage collections took 30 ms
                WARNING deadtime is 600 ms and ...""");
    }
}
