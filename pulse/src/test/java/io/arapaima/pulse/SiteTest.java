package io.arapaima.pulse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.Edition;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfReader;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.wire.Heartbeat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What lvs.cf means for one machine, and Piranha's command line. */
class SiteTest {
    private static final String PAIR = """
            primary = 10.0.0.1
            primary_private = 192.168.0.1
            backup_active = 1
            backup = 10.0.0.2
            backup_private = 192.168.0.2
            """;

    private static Site site(String text, String... own) {
        try {
            return read(text, own);
        } catch (Refusal e) {
            throw new AssertionError(e);
        }
    }

    private static Site read(String text, String... own) throws Refusal {
        return Site.of(LvsConfReader.read(text, CheckCatalogue.UNKNOWN, HostResolver.none()).config().orElseThrow(),
                Set.copyOf(List.of(own).stream().map(InetAddress::ofLiteral).toList()),
                Edition.of(0, LvsConfFile.of(Path.of("lvs.cf"), text.getBytes(UTF_8))));
    }

    @Test
    void aDirectorIsWhoseAddressItHas() {
        assertThat(site(PAIR, "127.0.0.1", "10.0.0.1").rules().self().name()).isEqualTo("primary 10.0.0.1");
        Site backup = site(PAIR, "10.9.9.9", "10.0.0.2");
        assertThat(backup.rules().self()).isEqualTo(new Rules.Director(1, "backup 10.0.0.2"));
        assertThat(backup.warnings()).isEmpty();
        assertThat(backup.paths()).extracting(Heartbeat.Path::name).containsExactly("public", "private");
        assertThat(backup.paths().getLast().partners()).isEqualTo(Map.of(0, InetAddress.ofLiteral("192.168.0.1")));
        assertThatThrownBy(() -> read(PAIR, "10.9.9.9")).isInstanceOf(Refusal.class)
                .hasMessageContaining("lvs.cf names primary 10.0.0.1, backup 10.0.0.2, and this machine has 10.9.9.9")
                .hasMessageContaining("--self=ADDRESS");
        Site third = site(PAIR + "more_directors = 10.0.0.3\n", "10.0.0.3");
        assertThat(third.rules().self()).isEqualTo(new Rules.Director(2, "director 3 10.0.0.3"));
        assertThat(third.paths()).hasSize(1);
    }

    @Test
    void withoutABackupThereIsNoHeartbeatAndNoLease() {
        Site alone = site("primary = 10.0.0.1\nbackup = 10.0.0.2\n", "10.0.0.1");
        assertThat(alone.rules().alone()).isTrue();
        assertThat(alone.rules().lease()).isZero();
        assertThat(alone.paths()).isEmpty();
        Site undefined = site("primary = 10.0.0.1\nbackup_active = 1\nbackup = 0.0.0.0\n", "10.0.0.1");
        assertThat(undefined.rules().alone()).isTrue();
        assertThat(undefined.warnings()).containsExactly("Undefined backup node marked as active? -- clearing that!");
    }

    /** Piranha, too: only the machine of the primary may be alone. */
    @Test
    void whoeverIsNotThePrimaryOfAFileWithoutRedundancyTakesNoRole() {
        String off = "primary = 10.0.0.1\nbackup = 10.0.0.2\n";
        assertThat(site(off + "more_directors = 10.0.0.3\n", "10.0.0.1").rules().alone()).isTrue();
        for (String own : List.of("10.0.0.2", "10.0.0.3", "10.0.0.9")) {
            assertThatThrownBy(() -> read(off + "more_directors = 10.0.0.3\n", own)).as(own)
                    .isInstanceOfSatisfying(Refusal.class,
                            refused -> assertThat(refused.mayPass()).isEqualTo(own.endsWith("9")));
        }
        assertThatThrownBy(() -> read("backup = 10.0.0.2\nbackup_active = 1\n", "0.0.0.0", "10.0.0.1"))
                .as("no primary").isInstanceOf(Refusal.class);
        assertThat(site("backup = 10.0.0.2\nbackup_active = 1\n", "10.0.0.2").rules().self().rank()).isEqualTo(1);
        assertThatThrownBy(() -> read("# nothing\n", "10.0.0.1")).as("nobody is named").isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> read("primary = 127.0.5.1\n", "127.0.5.2")).isInstanceOf(Refusal.class);
    }

    @Test
    void onlyPartnersWithOptionsCanBeFenced() {
        String fencing = PAIR + "more_directors = 10.0.0.3\nfence_agent = /usr/sbin/fence_x\n";
        String both = fencing + "primary_fence = \"a=b\"\nbackup_fence = \"c=d\"\n";
        assertThat(site(both, "10.0.0.1").rules().fencing())
                .isEqualTo(new Rules.Fencing(Set.of(1), Duration.ofSeconds(30)));
        assertThat(site(both, "10.0.0.3").rules().fencing().targets()).containsExactlyInAnyOrder(0, 1);
        assertThat(site(fencing + "backup_fence = \"c=d\"\n", "10.0.0.2").rules().fencing().targets()).isEmpty();
        assertThat(site(PAIR + "backup_fence = \"c=d\"\n", "10.0.0.1").rules().fencing())
                .isEqualTo(Rules.Fencing.NONE);
    }

    @Test
    void theLeaseFollowsFromDeadtimeInWholeSeconds() {
        assertThat(Site.lease(Duration.ofMillis(600))).isEqualTo(Duration.ofSeconds(2));
        assertThat(Site.lease(Duration.ofMillis(2001))).isEqualTo(Duration.ofSeconds(3));
        assertThat(Site.lease(Duration.ofSeconds(18))).isEqualTo(Duration.ofSeconds(18));
        assertThat(site(PAIR, "10.0.0.1").rules().fade()).isEqualTo(Duration.ofMillis(5900));
    }

    private static Arguments arguments(String... words) {
        return Arguments.of(Arguments.OPTIONS.read(List.of(words)), Map.of());
    }

    @Test
    void piranhasOptionsAreUnderstood() {
        Arguments all = arguments("-n", "-v", "-c", "x.cf", "--lvs=/a", "--fos=/b", "--forceactive");
        assertThat(all.configFile()).hasToString("x.cf");
        assertThat(all.hub()).contains("/a");
        assertThat(all.forceActive() && all.verbose()).isTrue();
        assertThat(arguments("--lvsd=/c").hub()).contains("/c");
        assertThat(arguments("--norun").mode()).isEqualTo(Arguments.Mode.TEST_START);
        assertThatThrownBy(() -> arguments("--what")).hasMessageContaining("--what");
        assertThatThrownBy(() -> arguments("stray")).hasMessage("unexpected arguments");
    }

    @Test
    void aTestStartSaysWhatItWouldDo() {
        var out = new ByteArrayOutputStream();
        var config = LvsConfReader.read(PAIR, CheckCatalogue.UNKNOWN, HostResolver.none()).config().orElseThrow();
        new Plan(config, site(PAIR, "10.0.0.1"), Optional.empty())
                .print(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                this is primary 10.0.0.1, with [backup 10.0.0.2]
                heartbeat over the public path: 10.0.0.1 port 539
                heartbeat over the private path: 192.168.0.1 port 539
                keepalive 100 ms, deadtime 600 ms, lease 2 s, takeover fast, heartbeats not authenticated
                """);
    }
}
