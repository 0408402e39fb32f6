package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckOption;
import io.arapaima.config.OptionType;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PluginCheck;
import io.arapaima.ipc.PluginCheck.Fault;
import io.arapaima.ipc.PluginCheck.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsCommandTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final PluginCheck WEB = new PluginCheck("http", State.IN_USE, "0.1.0", "/plugins/check-http.jar",
            NOON,
            "Asks a web server.", List.of(new CheckOption("path", OptionType.TEXT, "", Optional.of("/"),
                    OptionalLong.empty(), OptionalLong.empty(), List.of(), "What to ask for.")),
            Optional.empty(), true, List.of());
    private static final PluginCheck HALF = new PluginCheck("", State.REFUSED, "", "/plugins/half.jar", NOON, "",
            List.of(), Optional.of(new Fault("it is no whole jar", "put a whole one there")), false, List.of());

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void forgetLauncher() {
        System.clearProperty("arapaima.launcher");
        System.clearProperty("arapaima.plugins");
    }

    private int lvsctl(String... words) {
        return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(words);
    }

    private IpcServer hub(Message before, Message after) throws IOException {
        return IpcServer.listen(folder.resolve("lvs-manager.sock"), peer -> talk(peer, before, after));
    }

    private static void talk(IpcConnection peer, Message before, Message after) throws IOException {
        while (true) {
            if (peer.receive() instanceof Message.PluginsQuery(var _, var look)) {
                peer.send(look ? after : before);
            }
        }
    }

    private static Message plugins(PluginCheck... checks) {
        return new Message.Plugins(0, List.of(checks));
    }

    private static PluginCheck at(PluginCheck check, String file, State state, Optional<Fault> fault) {
        return new PluginCheck(check.name(), state, "0.2.0", file, NOON.plusSeconds(1), check.sentence(),
                check.options(), fault, check.routed(), check.rules());
    }

    @Test
    void showsOneObjectACheckAndOneForAFileThatIsRefused() throws Exception {
        try (var _ = hub(plugins(WEB, HALF), plugins())) {
            assertThat(lvsctl("plugins", "--json", "--run-dir=" + folder)).isZero();
            List<String> lines = out.toString().lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(Json.read(lines.getFirst(), PluginCheck.class)).isEqualTo(WEB);
            assertThat(lines.getFirst()).startsWith("{\"name\":\"http\",");
            assertThat(Json.read(lines.getLast(), PluginCheck.class)).isEqualTo(HALF);
        }
    }

    @Test
    void textNamesStateVersionFileAndEveryFault() throws Exception {
        try (var _ = hub(plugins(WEB, HALF), plugins())) {
            assertThat(lvsctl("plugins", "--run-dir=" + folder)).isZero();
            assertThat(out.toString())
                    .containsPattern("http +in use +0\\.1\\.0 +check-http\\.jar +Asks a web server\\.\n")
                    .endsWith("/plugins/half.jar: refused: it is no whole jar; put a whole one there\n");
        }
    }

    @Test
    void aThrowingCheckIsNamedWithItsFault() throws Exception {
        PluginCheck throwing = at(WEB, WEB.file(), State.IN_USE,
                Optional.of(new Fault("the plugin threw it", "fix it")));
        try (var _ = hub(plugins(throwing), plugins())) {
            assertThat(lvsctl("plugins", "--run-dir=" + folder)).isZero();
            assertThat(out.toString())
                    .endsWith("/plugins/check-http.jar: check http in use: the plugin threw it; fix it\n");
        }
    }

    private static final String LAMP = """
            virtual web {
                active = 1
                address = 192.0.2.9 eth0:1
                port = 80
                check = http
                http_path = /up
                server s1 {
                    address = 192.0.2.1
                    active = 1
                }
            }
            """;

    @Test
    void aFileIsJudgedByWhatTheRunningDirectorOffers() throws Exception {
        Path file = Files.writeString(folder.resolve("lvs.cf"), "primary = 192.0.2.8\n" + LAMP);
        try (var _ = hub(plugins(WEB, HALF), plugins())) {
            assertThat(lvsctl("check", "--run-dir=" + folder, file.toString())).as(out.toString()).isZero();
            Files.writeString(file, "primary = 192.0.2.8\n" + LAMP.replace("http_path", "http_page"));
            assertThat(lvsctl("check", "--run-dir=" + folder, file.toString())).isEqualTo(1);
        }
        assertThat(out.toString()).contains("http_page")
                .endsWith("check names and their options were judged by the running director's plugins\n");
    }

    @Test
    void withoutADirectorTheFoldersThatWereLookedIntoAreNamed() throws Exception {
        System.setProperty("arapaima.plugins", "/a:/b");
        Path file = Files.writeString(folder.resolve("lvs.cf"), "primary = nowhere at all\n");
        assertThat(lvsctl("check", "--run-dir=" + folder, file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("were judged by the plugins in /a and /b, because no running director was asked (");
    }

    @Test
    void reloadSaysWhatCameWhatLeftAndWhatIsRefused() throws Exception {
        PluginCheck fresh = at(WEB, "/plugins/check-http.jar", State.IN_USE, Optional.empty());
        PluginCheck gone = at(WEB, "/plugins/old.jar", State.HIDDEN, Optional.of(new Fault("twice", "remove one")));
        try (var _ = hub(plugins(WEB, gone), plugins(fresh, HALF))) {
            assertThat(lvsctl("plugins", "reload", "--run-dir=" + folder)).isEqualTo(1);
            assertThat(out.toString().lines()).containsExactly("/plugins/old.jar: left",
                    "/plugins/check-http.jar: version 0.2.0 offers http",
                    "/plugins/half.jar: refused: it is no whole jar; put a whole one there");
        }
    }

    @Test
    void reloadSaysThatNothingChanged() throws Exception {
        try (var _ = hub(plugins(WEB), plugins(WEB))) {
            assertThat(lvsctl("plugins", "reload", "--run-dir=" + folder)).isZero();
            assertThat(out.toString()).isEqualTo("nothing changed: 1 checks of 1 files\n");
        }
    }

    @Test
    void anEngineThatDoesNotAnswerIsTheMachinesFault() throws Exception {
        try (var _ = hub(new Message.Answer(false, List.of("the check engine is not connected")), plugins())) {
            assertThat(lvsctl("plugins", "--run-dir=" + folder)).isEqualTo(3);
            assertThat(err.toString()).isEqualTo("lvsctl: the check engine is not connected\n");
        }
    }

    @Test
    void withoutADirectorTheInstallationIsAskedAndThatIsSaid() throws Exception {
        Path launcher = Files.writeString(folder.resolve("arapaima"), """
                #!/bin/sh
                [ "$*" = "nanny --list-plugins" ] || exit 9
                echo "what a daemon says besides"
                cat <<'END'
                %s
                END
                """.formatted(Json.write(plugins(WEB))));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        System.setProperty("arapaima.launcher", launcher.toString());
        System.setProperty("arapaima.plugins", "/a:/b");
        assertThat(lvsctl("plugins", "--json", "--run-dir=" + folder)).isZero();
        assertThat(Json.read(out.toString(), PluginCheck.class)).isEqualTo(WEB);
        assertThat(err.toString()).startsWith("lvsctl: no running director was asked (")
                .endsWith("); this is what /a and /b offer\n");
    }
}
