package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.daemon.TestPrograms;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub of its own process, started by a shell that plays pulse and is killed. */
@Timeout(240)
class OrphanTest {
    @TempDir
    Path folder = Path.of("");

    private final TestPrograms programs = new TestPrograms();

    @AfterEach
    void end() {
        programs.close();
    }

    private Process shell(String role) throws IOException {
        return shell(role, "wait");
    }

    /** The shell says that the hub is its child, as pulse does. */
    private Process shell(String role, String then) throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), "data_plane = none\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // What a shell starts in the background ignores SIGINT.
        String command = String.join(" ", "env --default-signal=INT", java, "-Darapaima.launcher=/bin/true", "-cp",
                "'" + System.getProperty("java.class.path") + "'", Main.class.getName(), "-c", "lvs.cf",
                "--run-dir=run", "--state-dir=state", "--role=" + role);
        return programs.start(new ProcessBuilder("sh", "-c",
                "export ARAPAIMA_PARENT=$$; " + command + " > log 2>&1 & echo $!; " + then).directory(folder.toFile()));
    }

    /** The hub's process id, once it serves. */
    private ProcessHandle started(Process shell) throws Exception {
        try (BufferedReader said = shell.inputReader()) {
            long pid = Long.parseLong(said.readLine());
            Path log = folder.resolve("log");
            while (!Files.exists(log) || !Files.readString(log).contains("serves")) {
                Thread.sleep(50);
            }
            return ProcessHandle.of(pid).orElseThrow();
        }
    }

    @Test
    void aHubWhosePulseIsKilledEndsAndTouchesNothing() throws Exception {
        Process shell = shell("pulse");
        ProcessHandle hub = started(shell);
        shell.destroyForcibly();
        hub.onExit().get(90, TimeUnit.SECONDS);
        assertThat(folder.resolve("run/lvs.pid")).as("nothing was taken down").exists();
        assertThat(Files.readString(folder.resolve("log"))).contains("is gone; ending too").doesNotContain("stopped");
    }

    @Test
    void aHubWhosePulseWasGoneBeforeItCouldLookEndsToo() throws Exception {
        Process shell = shell("pulse", "exit");
        try (BufferedReader said = shell.inputReader()) {
            long pid = Long.parseLong(said.readLine());
            shell.waitFor();
            ProcessHandle.of(pid).orElseThrow().onExit().get(90, TimeUnit.SECONDS);
        }
        assertThat(Files.readString(folder.resolve("log"))).contains("is gone; ending too");
    }

    @Test
    void aHubWithARoleOfItsOwnStays() throws Exception {
        Process shell = shell("active");
        ProcessHandle hub = started(shell);
        shell.destroyForcibly().waitFor();
        Thread.sleep(1500);
        Optional<ProcessHandle> still = ProcessHandle.of(hub.pid());
        assertThat(still).isPresent();
        hub.destroy();
        hub.onExit().get(90, TimeUnit.SECONDS);
        assertThat(folder.resolve("run/lvs.pid")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalToEndIsNoFailure(String signal) throws Exception {
        Process shell = shell("active", "wait $!; echo $? > code");
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(started(shell).pid())).start().waitFor())
                .isZero();
        assertThat(shell.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("code")).content().isEqualTo("0\n");
    }
}
