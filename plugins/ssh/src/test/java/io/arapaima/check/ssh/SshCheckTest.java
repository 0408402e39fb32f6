package io.arapaima.check.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.RealServer;
import io.arapaima.check.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshCheckTest {
    private static CheckResult ask(String words, String... options) throws Exception {
        return Asking.once(new SshCheck(), new ScriptedServer(Behaviour.ANSWERS, Dialogue.greeting(words)), options);
    }

    @Test
    void otherLinesMayComeBefore() throws Exception {
        assertThat(ask("Welcome\r\n\r\nSSH-2.0-x\r\n")).isInstanceOf(Passed.class);
        assertThat(ask("SSH-1.99-old\n")).isInstanceOf(Passed.class);
    }

    @Test
    void whatWasExpectedAndWhatCameIsSaid() throws Exception {
        assertThat(ask("SSH-1.5-ancient\r\n")).isEqualTo(
                new Failed(Reason.CONTENT, "expected SSH version 2, got \"SSH-1.5-ancient\""));
        assertThat(ask("SSH-2.0-dropbear\r\n", "banner", "OpenSSH")).isEqualTo(new Failed(Reason.CONTENT,
                "expected a banner that matches \"OpenSSH\", got \"SSH-2.0-dropbear\""));
        assertThat(ask("hello\r\n".repeat(60))).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected a line that begins with SSH-, got \"hello\""));
        assertThat(ask("SSH-2.0-" + "x".repeat(300) + "\r\n")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("a line longer than 255"));
    }

    @Test
    void aRealServerPassesUntilItIsGone(@TempDir Path folder) throws Exception {
        String program = RealServer.program("/usr/sbin/sshd", "openssh-server").toString();
        Path key = folder.resolve("host");
        assertThat(new ProcessBuilder("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                .start().waitFor()).isZero();
        Files.createDirectories(Path.of("/run/sshd"));
        int port = RealServer.freePort();
        Path conf = Files.writeString(folder.resolve("sshd_config"), """
                Port %2$d
                ListenAddress 127.0.0.1
                HostKey %1$s/host
                PidFile %1$s/pid
                StrictModes no
                UsePAM no
                """.formatted(folder, port));
        var ssh = new Asking(new SshCheck(), port);
        try (var sshd = RealServer.start(folder, program, "-D", "-e", "-f", conf.toString())) {
            sshd.awaitPort(port);
            assertThat(ssh.with("banner", "^SSH-2.0-OpenSSH_")).isInstanceOf(Passed.class);
        }
        assertThat(ssh.with()).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
    }

    private static CheckResult closing(String words) throws Exception {
        return Asking.once(new SshCheck(), new ScriptedServer(Behaviour.ANSWERS,
                (_, out) -> out.write(words.getBytes(StandardCharsets.US_ASCII))));
    }

    /** OpenSSH 9.2 and 9.8: too many logins of everybody, and one address that is penalised. */
    @Test
    void whyAServerClosesIsWhatItSaidLast() throws Exception {
        assertThat(closing("Exceeded MaxStartups\r\n")).isEqualTo(
                new Failed(Reason.CLOSED, "the server says \"Exceeded MaxStartups\" and closes"));
        assertThat(closing("Not allowed at this time\r\n")).isInstanceOfSatisfying(Inconclusive.class,
                said -> assertThat(said.cause()).contains("PerSourcePenaltyExemptList"));
    }
}
