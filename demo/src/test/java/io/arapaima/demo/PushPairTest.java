package io.arapaima.demo;

import static io.arapaima.demo.DirectorPair.BACKUP;
import static io.arapaima.demo.DirectorPair.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** lvs.cf goes over from one director of a pair to the other. */
class PushPairTest {
    @TempDir
    private Path folder;
    private DirectorPair pair;

    @BeforeEach
    void twoDirectors() throws IOException {
        pair = new DirectorPair(folder);
    }

    @AfterEach
    void endAll() {
        pair.close();
    }

    @Test
    void aFileGoesOverWhenItIsGoodAndNewerAndBothSeeWhatTheOtherRuns() throws Exception {
        pair.write(PRIMARY, 41, "");
        pair.write(BACKUP, 41, "");
        pair.startBoth();

        pair.write(PRIMARY, 42, "keepalive = 200ms\n");
        assertThat(pair.hub(PRIMARY, new ConfigRequest.PushFile(false)).lines().getFirst())
                .contains("edited and is not in force");
        assertThat(pair.hub(PRIMARY, new ConfigRequest.Reload()).ok()).isTrue();
        for (String name : List.of(PRIMARY, BACKUP)) {
            pair.await(name, s -> s.troubles().stream().anyMatch(t -> t.contains("runs another lvs.cf: serial 4")));
        }
        Message.Answer pushed = pair.hub(PRIMARY, new ConfigRequest.PushFile(false));
        assertThat(pushed.ok()).as(pushed.toString()).isTrue();
        assertThat(pushed.lines().getFirst()).startsWith("backup 127.0.3.2: runs serial 42 (");
        assertThat(pair.file(BACKUP)).hasSameTextualContentAs(pair.file(PRIMARY));
        for (String name : List.of(PRIMARY, BACKUP)) {
            pair.await(name, s -> s.troubles().isEmpty() && s.file().serial() == 42
                    && s.partners().getFirst().file().equals(s.file()));
        }
        pair.await(BACKUP, s -> s.keepalive().equals(Duration.ofMillis(200)));

        pair.write(BACKUP, 40, "# older\n");
        assertThat(pair.hub(BACKUP, new ConfigRequest.Reload()).ok()).isTrue();
        Message.Answer older = pair.hub(BACKUP, new ConfigRequest.PushFile(false));
        assertThat(older.ok()).isFalse();
        assertThat(older.lines().getFirst()).startsWith("primary 127.0.3.1: runs a newer lvs.cf: serial 42 (");
        assertThat(pair.hub(BACKUP, new ConfigRequest.PushFile(true)).ok()).isTrue();
        assertThat(pair.file(PRIMARY)).hasSameTextualContentAs(pair.file(BACKUP));
        assertThat(pair.snapshot(PRIMARY).role()).as("a push moves no role").isEqualTo(Role.ACTIVE);
    }

    @Test
    void aFileThatThePartnerCannotUseIsRefusedWithItsLines() throws Exception {
        pair.write(PRIMARY, 41, "");
        pair.write(BACKUP, 41, "");
        pair.startBoth();
        pair.write(PRIMARY, 42, """
                virtual web {
                  active = 1
                  address = 10.0.0.9 eth0:1
                  check = lamp
                }
                """);
        assertThat(pair.hub(PRIMARY, new ConfigRequest.Reload()).ok()).isTrue();
        Message.Answer refused = pair.hub(PRIMARY, new ConfigRequest.PushFile(true));
        assertThat(refused.ok()).as("the partner has no such check").isFalse();
        assertThat(refused.lines().getFirst()).contains("refuses it and keeps serial 41 (");
        assertThat(refused.lines()).anyMatch(l -> l.contains("at line 12: ") && l.contains("lamp"));
        assertThat(pair.file(BACKUP)).content().startsWith("serial_no = 41\n");
    }

    @Test
    void withSyncALargeFileGoesOverAfterAReloadWhileBeatsStayOnTime() throws Exception {
        pair.write(PRIMARY, 41, "sync = 1\n");
        pair.write(BACKUP, 41, "sync = 1\n");
        pair.startBoth();
        StringBuilder large = new StringBuilder("sync = 1\n");
        var random = new Random(1);
        while (large.length() < 500_000) {
            large.append("# ").append(Long.toString(random.nextLong(), 36)).append('\n');
        }
        pair.write(PRIMARY, 42, large.toString());
        assertThat(pair.hub(PRIMARY, new ConfigRequest.Reload()).ok()).isTrue();
        pair.await(BACKUP, s -> s.file().serial() == 42);
        pair.await(PRIMARY, s -> s.partners().getFirst().file().equals(s.file()));
        assertThat(pair.file(BACKUP)).hasSameTextualContentAs(pair.file(PRIMARY));
        for (String name : List.of(PRIMARY, BACKUP)) {
            assertThat(pair.snapshot(name).punctuality().longest()).as("longest lateness of " + name)
                    .isLessThan(pair.snapshot(name).deadtime());
        }
        assertThat(pair.snapshot(PRIMARY).role()).isEqualTo(Role.ACTIVE);
    }
}
