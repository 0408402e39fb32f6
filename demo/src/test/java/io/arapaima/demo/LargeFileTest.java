package io.arapaima.demo;

import static io.arapaima.demo.DirectorPair.BACKUP;
import static io.arapaima.demo.DirectorPair.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.reason.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large lvs.cf is no reason to lose the role: pulse, with its small heap, never has the whole of it in memory. */
class LargeFileTest {
    @TempDir
    private Path folder;

    @Test
    void aReloadOfALargeFileMovesNoRole() throws Exception {
        try (DirectorPair pair = new DirectorPair(folder)) {
            pair.write(PRIMARY, 1, services(10));
            pair.write(BACKUP, 1, services(10));
            pair.startBoth();
            List<PulseSnapshot> before = List.of(pair.snapshot(PRIMARY), pair.snapshot(BACKUP));
            int serial = 1;
            for (int servers : new int[]{13_000, 100_000}) {
                serial++;
                for (String name : List.of(PRIMARY, BACKUP)) {
                    pair.write(name, serial, "keepalive = " + 100 * serial + "ms\n" + services(servers));
                    assertThat(pair.hub(name, new ConfigRequest.Reload()).ok()).as(servers + " servers").isTrue();
                }
                int now = serial;
                for (PulseSnapshot was : before) {
                    String name = was.role() == Role.ACTIVE ? PRIMARY : BACKUP;
                    pair.await(name, s -> s.file().serial() == now
                            && s.keepalive().equals(Duration.ofMillis(100L * now)) && s.troubles().isEmpty());
                    PulseSnapshot is = pair.snapshot(name);
                    assertThat(is.role()).isEqualTo(was.role());
                    assertThat(is.since()).as("no change of role with %d servers", servers)
                            .isCloseTo(was.since(), within(1, ChronoUnit.SECONDS));
                    assertThat(is.punctuality().longest()).as("longest lateness").isLessThan(is.deadtime());
                }
            }
        }
    }

    @Test
    void aLargeFileIsJudgedAtTheStartAsASmallOneIs() throws Exception {
        Path file = Files.writeString(folder.resolve("lvs.cf"), "primary = 127.0.3.1\n" + services(100_000));
        assertThat(said(file)).isEqualTo("this is primary 127.0.3.1, alone: active at once, addresses for ever\n0");
        long line;
        try (var lines = Files.lines(file)) {
            line = lines.count() + 2;
        }
        Files.writeString(file, Files.readString(file) + "virtual x {\n  adress = 1.2.3.4\n}\n");
        assertThat(said(file)).startsWith("pulse: error parsing " + file + " at line " + line + ": ")
                .contains("did you mean address?").endsWith("\n1");
    }

    /** What a trial start says, and its exit code. */
    private static String said(Path file) throws Exception {
        Process trial = new ProcessBuilder(DirectorPair.pulse(file, "--test-start", "--self=127.0.3.1"))
                .redirectErrorStream(true).start();
        String words = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return words + trial.waitFor();
    }

    /** In services of a hundred servers each. */
    static String services(int servers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < servers; i++) {
            if (i % 100 == 0) {
                text.append(i == 0 ? "" : "}\n").append(String.format(Locale.ROOT, """
                        virtual v%d {
                         active = 1
                         address = 10.%d.%d.1 lo:1
                         port = 80
                        """, i / 100, i / 25_000, i / 100 % 250));
            }
            text.append(String.format(Locale.ROOT, """
                     server s%d {
                      address = 172.%d.%d.%d
                      active = 1
                      weight = 1
                     }
                    """, i, 16 + (i >> 16), i >> 8 & 255, i & 255));
        }
        return text.append("}\n").toString();
    }
}
