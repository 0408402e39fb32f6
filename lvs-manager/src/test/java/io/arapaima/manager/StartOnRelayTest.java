package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.daemon.TestPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real hub on the relay without the right to set addresses. */
@Timeout(240)
class StartOnRelayTest {
    @TempDir
    Path folder = Path.of("");
    private final TestPrograms programs = new TestPrograms();

    @AfterEach
    void end() {
        programs.close();
    }

    private Process start(int backupActive, String address) throws IOException {
        Path file = Files.writeString(folder.resolve("lvs.cf"), """
                data_plane = relay
                primary = 127.0.4.1
                backup = 127.0.4.2
                backup_active = %d
                virtual web {
                  active = 1
                  address = %s
                  port = 12347
                }
                """.formatted(backupActive, address));
        List<String> command = new ArrayList<>("root".equals(System.getProperty("user.name"))
                ? List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all")
                : List.of());
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Darapaima.launcher=/bin/true", "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "-c", file.toString(), "--run-dir=" + folder.resolve("run"), "--state-dir=" + folder.resolve("state"),
                "--role=active"));
        return programs.start(folder.resolve("log"), command);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    @Test
    void aPairThatCannotMoveItsAddressIsRefusedInOneSentence() throws Exception {
        Process hub = start(1, "192.0.2.7 eth0:1");
        assertThat(hub.waitFor()).isEqualTo(3);
        assertThat(log()).isEqualTo("lvs: two directors on the relay need the right to move addresses: start this one"
                + " with CAP_NET_ADMIN (as root), or write backup_active = 0\n");
        assertThat(folder.resolve("run")).as("nothing was touched").doesNotExist();
    }

    /** Addresses that each machine has for itself do not move. */
    @ParameterizedTest
    @CsvSource({"0, 192.0.2.7 eth0:1", "1, 127.0.4.9 lo:1"})
    void whoeverMovesNothingNeedsNoRight(int backupActive, String address) throws Exception {
        Process hub = start(backupActive, address);
        while (!log().contains(" serves ")) {
            assertThat(hub.isAlive()).as(log()).isTrue();
            Thread.sleep(20);
        }
    }
}
