package io.arapaima.manager;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.reason.Reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub on its real socket to which no check engine comes, and the test as pulse. */
@Timeout(180)
class HardShutdownTest {
    @TempDir
    private Path folder = Path.of("");

    private TestHub start(String keyword) throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), """
                primary = 10.0.0.1
                backup = 10.0.0.2
                backup_active = 1
                """ + keyword + "\n");
        return TestHub.start(folder, new MemoryDataPlane(), new MemoryAddressPlane(), Optional.empty());
    }

    private IpcConnection conversation(String component) throws IOException {
        IpcConnection connection = IpcConnection.connect(folder.resolve("hub"));
        connection.send(new Message.Hello(component, "1", 1));
        return connection;
    }

    private static String await(IpcConnection pulse, Predicate<String> trouble) throws IOException {
        while (true) {
            pulse.send(
                    new PulseReport.RoleConfirmed(Role.ACTIVE, 10_000, new Reason.Said("no partner"),
                            System.nanoTime()));
            String said = TestHub.fitness(pulse).trouble();
            if (trouble.test(said)) {
                return said;
            }
        }
    }

    @Test
    void aDirectorOnWhichNothingCanBeCheckedGivesTheRoleUp() throws Exception {
        TestHub hub = start("hard_shutdown = 1");
        try (IpcConnection pulse = conversation("pulse")) {
            assertThat(await(pulse, _ -> true)).isEmpty();
            hub.aheadNanos().addAndGet(Duration.ofSeconds(31).toNanos());
            assertThat(await(pulse, said -> !said.isEmpty()))
                    .matches("no check has run since ..:..:.., because no check engine stays alive "
                            + "\\(hard_shutdown = 1\\); see what nanny says in the journal");
            try (IpcConnection nanny = conversation("nanny")) {
                nanny.send(new Message.Offered(CheckCatalogue.UNKNOWN));
                assertThat(await(pulse, String::isEmpty)).isEmpty();
            }
            await(pulse, String::isEmpty);
            hub.aheadNanos().addAndGet(Duration.ofSeconds(31).toNanos());
            assertThat(await(pulse, said -> !said.isEmpty())).startsWith("no check has run since ");
        } finally {
            hub.stop();
        }
    }

    @Test
    void whoHasNotWrittenItKeepsTheRoleAndTheTable() throws Exception {
        TestHub hub = start("serial_no = 1");
        try (IpcConnection pulse = conversation("pulse")) {
            hub.aheadNanos().addAndGet(Duration.ofHours(1).toNanos());
            for (int i = 0; i < 20; i++) {
                assertThat(await(pulse, _ -> true)).isEmpty();
            }
        } finally {
            hub.stop();
        }
    }
}
