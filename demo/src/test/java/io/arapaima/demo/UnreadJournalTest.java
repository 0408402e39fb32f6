package io.arapaima.demo;

import static io.arapaima.demo.DirectorPair.BACKUP;
import static io.arapaima.demo.DirectorPair.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.reason.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directors whose standard output and error take nothing, not the first line: a frozen disk, a journal that hangs. */
@Timeout(600)
class UnreadJournalTest {
    @TempDir
    private Path folder;

    @Test
    void nobodyWaitsForAJournalThatNobodyReads() throws Exception {
        try (DirectorPair pair = new DirectorPair(folder)) {
            pair.write(PRIMARY, 41, "");
            pair.write(BACKUP, 41, "");
            pair.nobodyReads();
            pair.startBoth();
            for (int serial = 42; serial < 52; serial++) {
                pair.write(PRIMARY, serial, "");
                assertThat(pair.hub(PRIMARY, new ConfigRequest.Reload()).ok()).isTrue();
            }
            for (String name : List.of(PRIMARY, BACKUP)) {
                assertThat(pair.snapshot(name).punctuality().longest()).as("longest lateness of " + name)
                        .isLessThan(pair.snapshot(name).deadtime());
            }
            assertThat(pair.stop(PRIMARY)).as("a clean stop").isZero();
            pair.await(BACKUP, s -> s.role() == Role.ACTIVE);
            assertThat(pair.snapshot(BACKUP).cause()).contains("said goodbye");
        }
    }
}
