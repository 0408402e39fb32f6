package io.arapaima.check.uptimeload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.check.UndecidedException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteCommandTest {
    private static final InetAddress SERVER = InetAddress.ofLiteral("10.0.0.1");

    @Test
    void aRemoteShellIsToldToRunUptime() throws Exception {
        assertThat(RemoteCommand.words("rsh", SERVER)).containsExactly("rsh", "10.0.0.1", "uptime");
        assertThat(RemoteCommand.words("/usr/bin/ssh -o 'BatchMode=yes' -i \"/a key\"", SERVER))
                .containsExactly("/usr/bin/ssh", "-o", "BatchMode=yes", "-i", "/a key", "10.0.0.1", "uptime");
    }

    @Test
    void anyOtherCommandOnlyGetsTheAddress() throws Exception {
        assertThat(RemoteCommand.words("rup", SERVER)).containsExactly("rup", "10.0.0.1");
        assertThat(RemoteCommand.words(" /opt/load  a'b \"c'd\"\" ", SERVER)).containsExactly("/opt/load", "ab \"cd",
                "10.0.0.1");
        assertThat(RemoteCommand.words("/opt/sshload", InetAddress.ofLiteral("::1"))).containsExactly("/opt/sshload",
                "0:0:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "''", "ssh 'x", "ssh \"x'"})
    void whatCannotBeRunIsTheOperatorsToMend(String command) {
        assertThatThrownBy(() -> RemoteCommand.words(command, SERVER)).isInstanceOf(UndecidedException.class)
                .hasMessageContaining("option command");
    }
}
