package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.access.Users;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line and the commands beside the daemon. */
class ArgumentsTest {
    private static Arguments parse(String... words) {
        return Arguments.of(Arguments.read(List.of(words)), Map.of());
    }

    @Test
    void itListensWherePiranhaDid() {
        assertThat(parse().listen().getPort()).isEqualTo(3636);
        assertThat(parse("--listen=10.0.0.1:443").listen().toString()).contains("10.0.0.1:443");
        assertThat(parse("--listen", "[::1]:4000").listen().getPort()).isEqualTo(4000);
        assertThatThrownBy(() -> parse("--listen=console:4000")).hasMessageContaining("ADDRESS:PORT");
        assertThatThrownBy(() -> parse("--lisen=1")).hasMessageContaining("unknown option");
        assertThatThrownBy(() -> parse("--listen")).hasMessageContaining("missing argument");
    }

    @Test
    void aCommandStandsBeforeOrBehindItsOptions() {
        assertThat(parse("passwd", "jim", "--role=viewer").operands()).containsExactly("jim");
        assertThat(parse("--role=viewer", "passwd", "jim").command()).isEqualTo(Arguments.Command.PASSWD);
        assertThat(parse("code").command()).isEqualTo(Arguments.Command.CODE);
        assertThatThrownBy(() -> parse("pasword")).hasMessage("bad argument pasword: unknown command");
        assertThatThrownBy(() -> parse("code", "jim")).hasMessage("unexpected arguments");
        assertThatThrownBy(() -> parse("passwd", "jim", "joe")).hasMessage("unexpected arguments");
        assertThat(Arguments.OPTIONS.help()).contains("Usage: web-ui [OPTION]...", "       web-ui passwd [USER]",
                "--listen=[ADDRESS:]PORT", "Exit codes:");
    }

    private static String passwd(Path folder, String typed, String... words) throws Exception {
        var said = new ByteArrayOutputStream();
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = "--state-dir=" + folder;
        new Commands(parse(all), new PrintStream(said, true, StandardCharsets.UTF_8)).passwd(null,
                new BufferedReader(new StringReader(typed)));
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void piranhasCommandSetsThePasswordOfPiranhasUser(@TempDir Path folder) throws Exception {
        assertThat(passwd(folder, "korrekt pferd\n", "passwd")).contains("piranha (ADMINISTRATOR)");
        assertThat(passwd(folder, "korrekt pferd\n", "passwd", "jim", "--role=viewer")).contains("jim (VIEWER)");
        assertThat(passwd(folder, "another horse\n", "passwd", "jim")).contains("jim (VIEWER)");
        assertThat(new Users(folder).read().user("jim").orElseThrow().role()).isEqualTo(PeerRole.VIEWER);
        assertThatThrownBy(() -> passwd(folder, "", "passwd")).hasMessageContaining("8 to 200");
        assertThatThrownBy(() -> passwd(folder, "korrekt pferd", "passwd", "jim", "--role=king"))
                .hasMessageContaining("write viewer");
    }
}
