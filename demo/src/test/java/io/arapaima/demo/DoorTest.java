package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.PulseClient;
import io.arapaima.ipc.reason.Role;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A director, pulse and hub as processes on a machine that has the groups, asked by processes of another user; as root, because it
 * takes other users and an /etc/group of its own.
 */
class DoorTest {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = System.getProperty("java.class.path");
    /** What a peer calls itself gives it nothing. */
    private static final String HELLO = "{\"type\":\"Hello\",\"program\":\"nanny\",\"version\":\"0.1.0\",\"pid\":7}";

    /** Says its arguments, a line each, and prints what is answered, until nothing more comes. */
    private static final String CLIENT = """
            use IO::Socket::UNIX;
            $SIG{PIPE} = "IGNORE"; # who is refused at the first word may still be speaking
            my $peer = IO::Socket::UNIX->new(Peer => shift) or die "$!";
            print $peer "$_\\n" for @ARGV;
            $peer->flush;
            shift;
            for (@ARGV) { print scalar <$peer> }
            """;

    @TempDir
    private Path folder;
    private final TestPrograms programs = new TestPrograms();
    @SuppressWarnings("NullAway.Init") // set before each test
    private Process pulse;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(can("unshare", "--mount", "mount", "--bind", "/etc/group", "/etc/group")
                && can("setpriv", "--reuid=61001", "--regid=61001", "--clear-groups", "perl", "-MIO::Socket::UNIX",
                        "-e",
                        "1"),
                "takes root, a mount of its own, other users and perl");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path groups = Files.writeString(folder.resolve("group"), Files.readString(Path.of("/etc/group"))
                + "\narapaima:x:61010:\narapaima-operator:x:61011:\narapaima-administrator:x:61012:\n");
        Path file = Files.writeString(folder.resolve("lvs.cf"), """
                primary = 127.0.0.1
                data_plane = none
                virtual web {
                  active = 1
                  address = 127.0.0.9 lo:1
                  port = 18766
                  server s1 {
                    address = 127.0.0.1
                    active = 1
                  }
                  server s2 {
                    address = 127.0.0.2
                    active = 1
                  }
                }
                """);
        Path nanny = script("nanny", "exec sleep 600");
        Path hub = script("hub",
                "exec " + JAVA + " " + JvmFlags.words("lvs-manager") + " -Darapaima.launcher=" + nanny
                        + " -Darapaima.checks=/nonexistent -cp '" + CLASSES + "' io.arapaima.manager.Main \"$@\"");
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c",
                "mount --bind " + groups + " /etc/group && exec \"$@\"", "sh", JAVA));
        command.addAll(JvmFlags.of("pulse"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", CLASSES, "io.arapaima.pulse.Main", "-c",
                file.toString(), "--run-dir=" + folder.resolve("run"), "--state-dir=" + folder.resolve("state"),
                "--self=127.0.0.1",
                "--lvs=" + hub));
        pulse = programs.start(folder.resolve("output"), command);
        awaitActive();
    }

    private static boolean can(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Path socket(String daemon) {
        return folder.resolve("run").resolve(daemon + ".sock");
    }

    private void awaitActive() throws IOException, InterruptedException {
        String last = "";
        while (pulse.isAlive()) {
            try (var hub = HubClient.connect(socket("lvs-manager"), "test")) {
                last = hub.status().role().role();
                if (last.equals(Role.ACTIVE.word())) {
                    return;
                }
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            Thread.sleep(50);
        }
        throw new AssertionError(
                "pulse has ended; seen last: " + last + "\n" + Files.readString(folder.resolve("output")));
    }

    @AfterEach
    void end() {
        programs.close();
    }

    private List<String> ask(String groups, String daemon, String... requests) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=61001", "--regid=61001",
                "--groups=" + groups, "perl", "-e", CLIENT, socket(daemon).toString(), HELLO));
        for (String request : requests) {
            command.add("{\"type\":" + request + "}");
        }
        Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = client.inputReader()) {
            return output.lines().toList();
        } finally {
            client.waitFor();
        }
    }

    private static final String STATUS = "\"StatusQuery\"";
    private static final String QUIESCE = "\"Operate\",\"server\":\"web/s1\",\"action\":\"QUIESCE\"";
    private static final String RELOAD = "\"Reload\"";
    private static final String NOT_OURS = "\"Offered\",\"checks\":{\"known\":true,\"checks\":[]}";

    private static void answer(String line, boolean ok, String text) {
        assertThat(line).startsWith("{\"type\":\"Answer\",\"ok\":" + ok).contains(text);
    }

    @Test
    void eachRoleMayWhatItMay() throws Exception {
        List<String> viewer = ask("61010", "lvs-manager", STATUS, QUIESCE, RELOAD);
        assertThat(viewer.getFirst()).startsWith("{\"type\":\"Status\"").contains("\"web/s1\"");
        answer(viewer.get(1), false, "user 61001 is a viewer and may only look; to operate takes an operator");
        answer(viewer.get(2), false, "to configure takes an editor");

        List<String> operator = ask("61010,61011", "lvs-manager", QUIESCE, RELOAD);
        answer(operator.getFirst(), true, "");
        answer(operator.get(1), false, "user 61001 is an operator and may only look and operate");

        List<String> administrator = ask("61010,61012", "lvs-manager", RELOAD, NOT_OURS);
        answer(administrator.getFirst(), true, "");
        answer(administrator.get(1), false, "Offered is not for lvs-manager to hear from a client");

        assertThat(ask("61011,61012", "lvs-manager", STATUS)).first().asString().contains("Permission denied");
    }

    @Test
    void pulseHasTheSameDoor() throws Exception {
        List<String> operator = ask("61010,61011", "pulse", "\"PulseQuery\"", "\"Maintenance\",\"on\":true",
                "\"Vanish\"",
                "\"PulseQuery\"");
        assertThat(operator.getFirst()).startsWith("{\"type\":\"PulseStatus\"");
        answer(operator.get(1), false, "user 61001 is an operator and may only look and operate; to move the role "
                + "between directors takes an administrator: members of the group arapaima-administrator, root and the daemons' user");
        answer(operator.get(2), false, "the message Vanish is not understood by version");
        assertThat(operator.get(3)).startsWith("{\"type\":\"PulseStatus\"");
        try (var asRoot = PulseClient.connect(socket("pulse"), "test")) {
            assertThat(asRoot.status().troubles()).noneMatch(t -> t.startsWith("in maintenance"));
        }
    }
}
