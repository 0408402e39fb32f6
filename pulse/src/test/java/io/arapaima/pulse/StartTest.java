package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.daemon.TestPrograms;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which machine may take a role at all, and with which words and exit code pulse ends: the real process. */
class StartTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String SWITCHED_OFF = "We are backup node and backup is marked inactive -- exiting pulse";
    private static final String BLOCK = """
            virtual web {
              active = 1
              address = 127.0.1.9 lo
              port = 8080
            }
            """;

    @TempDir
    private Path folder;
    private final TestPrograms programs = new TestPrograms();

    @AfterEach
    void endAll() {
        programs.close();
    }

    private Path output() {
        return folder.resolve("output");
    }

    private Process start(List<String> before, String lvsCf, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("lvs.cf"), lvsCf);
        Path hub = Files.writeString(folder.resolve("hub.sh"), "#!/bin/sh\nexec " + JAVA
                + " -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' "
                + HubDouble.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(hub, PosixFilePermissions.fromString("rwx------"));
        List<String> command = new ArrayList<>(before);
        command.add(JAVA);
        command.addAll(JvmFlags.of("pulse"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "-c", file.toString(),
                "--run-dir=" + folder.resolve("run"), "--state-dir=" + folder, "--lvs=" + hub));
        command.addAll(List.of(options));
        return programs.start(output(), command);
    }

    private int ends(Process pulse) throws Exception {
        assertThat(pulse.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(Files.readString(output())).isTrue();
        return pulse.exitValue();
    }

    private void says(String words) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!Files.exists(output()) || !Files.readString(output()).contains(words)) {
            assertThat(System.nanoTime() - end).as(words + " in " + Files.readString(output())).isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void aBackupThatTheFileSwitchesOffEndsWithPiranhasSentence() throws Exception {
        Process pulse = start(List.of(), "primary = 127.0.1.1\nbackup = 127.0.1.2\nbackup_active = 0\n" + BLOCK,
                "--self=127.0.1.2");
        assertThat(ends(pulse)).isEqualTo(255);
        assertThat(output()).content().contains(SWITCHED_OFF, "backup_active = 1").doesNotContain("activating");
    }

    @Test
    void aDirectorBehindABackupThatIsSwitchedOffIsSwitchedOffToo() throws Exception {
        Process pulse = start(List.of(), "primary = 127.0.1.1\nbackup = 127.0.1.2\nmore_directors = 127.0.1.3\n"
                + BLOCK, "--self=127.0.1.3");
        assertThat(ends(pulse)).isEqualTo(255);
        assertThat(output()).content().contains(SWITCHED_OFF);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void aSelfThatIsNobodysIsTheOperatorsError(String backupActive) throws Exception {
        Process pulse = start(List.of(), "primary = 127.0.1.1\nbackup = 127.0.1.2\nbackup_active = " + backupActive
                + "\n" + BLOCK, "--self=127.0.1.3");
        assertThat(ends(pulse)).isEqualTo(2);
        assertThat(output()).content().contains("--self=127.0.1.3", "127.0.1.1", "127.0.1.2");
    }

    @Test
    void withoutAnActiveBlockThereIsNothingToDo() throws Exception {
        Process pulse = start(List.of(),
                "primary = 127.0.0.1\nvirtual web {\n  active = 0\n  address = 127.0.1.9 lo\n}\n");
        assertThat(ends(pulse)).isEqualTo(1);
        assertThat(output()).content().contains("pulse: no active lvs services defined in " + folder.resolve("lvs.cf"));
        Files.delete(output());
        Process fos = start(List.of(), "service = fos\nprimary = 127.0.0.1\n" + BLOCK);
        assertThat(ends(fos)).isEqualTo(1);
        assertThat(output()).content().contains("pulse: no active fos services defined in ");
    }

    @Test
    void aFileThatIsNotThereIsNamedAsPiranhaDid() throws Exception {
        Process pulse = start(List.of(), "", "-c", folder.resolve("none.cf").toString());
        assertThat(ends(pulse)).isEqualTo(1);
        assertThat(output()).content().contains("pulse: failed to open " + folder.resolve("none.cf") + "\n");
    }

    @ParameterizedTest
    @CsvSource({"TERM", "INT"})
    void aSignalToEndIsNoFailure(String signal) throws Exception {
        // A build in the background of a shell ignores SIGINT, and so would its children. All of 127/8 is here.
        Process pulse = start(List.of("env", "--default-signal=INT"), "primary = 127.0.4.1\n" + BLOCK);
        says("STARTING PULSE AS MASTER");
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pulse.pid())).start().waitFor()).isZero();
        assertThat(ends(pulse)).isZero();
        assertThat(output()).content().contains("Terminating due to signal");
    }

    /** What pulse ends with for good is what its unit does not answer with another start. */
    @Test
    void theUnitDoesNotStartAgainWhatWouldEndTheSameWay() throws Exception {
        assertThat(Path.of("../etc/systemd/pulse.service")).content().contains("\nRestart=always\n",
                "\nRestartPreventExitStatus=2 255\n");
    }

    /** At the start of a machine its network may come later than pulse; under a unit that starts pulse again it would turn for ever. */
    @Test
    void aMachineThatIsNobodyStandsByUntilItHasADirectorsAddress() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")),
                "only root may make a network namespace");
        Process pulse = start(List.of("unshare", "-n", "sh", "-c", "ip link set lo up; exec \"$@\"", "sh"),
                "primary = 192.0.2.1\n" + BLOCK);
        says("stands by");
        TimeUnit.SECONDS.sleep(3);
        assertThat(pulse.isAlive()).isTrue();
        assertThat(output()).content().contains("192.0.2.1").doesNotContain("activating");
        assertThat(new ProcessBuilder("nsenter", "-t", Long.toString(pulse.pid()), "-n", "ip", "addr", "add",
                "192.0.2.1/32", "dev", "lo").start().waitFor()).isZero();
        says("activating lvs");
        pulse.destroy();
        assertThat(ends(pulse)).isZero();
    }

    @Test
    void whoStandsByEndsAtASignalToo() throws Exception {
        Process pulse = start(List.of(), "primary = 192.0.2.1\n" + BLOCK);
        says("stands by");
        pulse.destroy();
        assertThat(ends(pulse)).isZero();
    }
}
