package io.arapaima.check.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;
import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.ScriptedServer;
import org.junit.jupiter.api.Test;

class FtpCheckTest {
    private static CheckResult ask(Dialogue dialogue, String... options) throws Exception {
        return Asking.once(new FtpCheck(), new ScriptedServer(Behaviour.ANSWERS, dialogue), options);
    }

    private static void assertFailed(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    @Test
    void aServerThatIsFullOrNoFtpServerFails() throws Exception {
        assertFailed(ask(Dialogue.lines("421 too many users")), Reason.CONTENT,
                "expected 2xx as a greeting, got 421 too many users");
        assertFailed(ask(Dialogue.lines("SSH-2.0-OpenSSH_9.2")), Reason.PROTOCOL,
                "expected a reply that begins with three digits, got \"SSH-2.0-OpenSSH_9.2\"");
        assertThat(ask(Dialogue.lines("120 in a minute", "220 now"))).isInstanceOf(Passed.class);
    }

    @Test
    void aRefusalNamesTheUserAndNeverThePassword() throws Exception {
        assertFailed(ask(Dialogue.lines("220 x", ">USER hans", "331 password", ">PASS gretel", "530 wrong"), "user",
                "hans", "password", "gretel"), Reason.CONTENT, "expected 2xx to the login of hans, got 530 wrong");
        assertThat(ask(Dialogue.lines("220 x", ">USER hans", "230 in"), "user", "hans")).isInstanceOf(Passed.class);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertFailed(
                ask(Dialogue.lines("220 x", ">USER a", "230 in", ">TYPE I", "200 ok", ">SIZE /f", "550 no such file"),
                        "user", "a", "file", "/f"),
                Reason.CONTENT, "expected 2xx to SIZE \"/f\", got 550 no such file");
        assertFailed(ask(Dialogue.lines("220 x", ">AUTH TLS", "502 unknown"), "tls", "starttls"), Reason.CONTENT,
                "expected 2xx to AUTH TLS, got 502 unknown");
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(Dialogue.lines("220 x"), "file", "/f")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.lines("220 x"), "user", "a\r\nDELE b")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.lines("220 x"), "user", "a", "password", "@/no/such")).isInstanceOf(Inconclusive.class);
    }

    /** vsftpd, ProFTPD, Pure-FTPd, FileZilla, and RFC 4217. */
    @ParameterizedTest
    @ValueSource(strings = {"530 Non-anonymous sessions must use encryption.",
            "550 SSL/TLS required on the control channel",
            "421 Sorry, cleartext sessions are not accepted on this server.", "503 Use AUTH first.",
            "534 Policy requires SSL.", "332 Need account for login."})
    void whatTheServerWantsBesidesSaysNothingAboutIt(String refusal) throws Exception {
        assertThat(ask(Dialogue.lines("220 x", ">USER hans", refusal), "user", "hans", "password", "gretel"))
                .isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.lines("220 x", ">USER hans", "331 and", ">PASS gretel", refusal), "user", "hans",
                "password",
                "gretel")).isInstanceOf(Inconclusive.class);
    }

    @Test
    void aServerThatLetsNobodyInFails() throws Exception {
        for (String refusal : new String[]{"530 Login incorrect.", "421 Too many connections.",
                "530 Sorry, the maximum number of "
                        + "clients is reached"}) {
            assertThat(ask(Dialogue.lines("220 x", ">USER hans", refusal), "user", "hans")).as(refusal)
                    .isInstanceOf(Failed.class);
        }
        assertThat(ask(Dialogue.lines("220 x", ">USER hans", "230 in", ">TYPE I", "200", ">SIZE /a", "502 what?"),
                "user", "hans",
                "file", "/a")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.lines("220 x", ">USER hans", "230 in", ">TYPE I", "200", ">SIZE /a", "550 none"),
                "user", "hans",
                "file", "/a")).isInstanceOf(Failed.class);
    }
}
