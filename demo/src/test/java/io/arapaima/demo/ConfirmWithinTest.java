package io.arapaima.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody confirms goes back though the operator's program is gone and the hub was killed meanwhile; real processes. */
class ConfirmWithinTest {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String FILE = """
            serial_no = 1
            primary = 127.0.0.1
            data_plane = none
            virtual web {
              active = 1
              address = 10.0.0.9 lo:1
            }
            """;
    private static final String NEXT = FILE.replace("= 1\nprimary", "= 2\nprimary");

    @TempDir
    private Path folder;
    private final List<Process> hubs = new ArrayList<>();

    private ProcessBuilder program(String name, String... words) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(JvmFlags.of(name.equals("manager") ? "lvs-manager" : name));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "io.arapaima." + name + ".Main"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private String lvsctl(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--run-dir=" + folder);
        Process process = program("lvsctl", all.toArray(String[]::new)).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return said + process.waitFor();
    }

    private void start() throws Exception {
        Path log = folder.resolve("log");
        hubs.add(program("manager", "-c", folder.resolve("lvs.cf").toString(), "--run-dir=" + folder,
                "--state-dir=" + folder, "--role=active").redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
        while (!lvsctl("revisions").contains("serial ")) {
            assertThat(hubs.getLast().isAlive()).as(Files.readString(log)).isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void kill() throws IOException {
        hubs.getLast().destroyForcibly().onExit().join();
    }

    @AfterEach
    void end() throws IOException {
        kill();
    }

    @Test
    void aHubThatWasKilledGoesBackInTime() throws Exception {
        Path file = Files.writeString(folder.resolve("lvs.cf"), FILE);
        Path draft = Files.writeString(folder.resolve("draft.cf"), NEXT);
        start();
        assertThat(lvsctl("apply", draft.toString(), "--confirm-within", "15s", "--reason", "a test"))
                .contains("serial_no 1 -> 2", "goes back to revision 1 in 15 s; lvsctl confirm keeps it")
                .endsWith("\n0");
        assertThat(file).content().isEqualTo(NEXT);
        kill();
        start();
        while (!Files.readString(file).equals(FILE) || !lvsctl("revisions").contains("was not confirmed")) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(lvsctl("revisions")).contains(System.getProperty("user.name") + ": applied " + draft + ": a test",
                "lvs-manager: revision 2 was not confirmed within 15 s");
        assertThat(lvsctl("diff", "1", "2")).contains("serial_no 1 -> 2", "-serial_no = 1", "+serial_no = 2");
        assertThat(lvsctl("diff", "1", "running")).contains("nothing changes by effect");
        assertThat(lvsctl("revisions", "2")).isEqualTo(NEXT + "0");
        assertThat(lvsctl("revisions", "1", "-o", folder.resolve("one.cf").toString())).isEqualTo("0");
        assertThat(folder.resolve("one.cf")).content().isEqualTo(FILE);
        assertThat(lvsctl("confirm")).contains("nothing waits for a confirmation").endsWith("\n1");
        assertThat(lvsctl("rollback", "2")).contains("revision 4 is in force");
        assertThat(file).content().isEqualTo(NEXT);
        assertThat(lvsctl("rollback", "77")).contains("there is no revision 77").endsWith("\n1");
        assertThat(lvsctl("apply", draft.toString(), "--confirm-within", "soon"))
                .contains("write a time from 5s to 24h");
    }
}
