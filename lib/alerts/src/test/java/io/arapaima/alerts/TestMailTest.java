package io.arapaima.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestMailTest {
    @TempDir
    Path folder = Path.of("");

    private static List<String> send(ScriptedSmtp server, String... lines) {
        return TestMail.send(MailFixture.mail(server.port(), lines), MailFixture.access(), MailFixture.NOON).lines();
    }

    @Test
    void theConversationIsShownWithoutTheLoginAndWithoutTheMail() throws Exception {
        try (var server = new ScriptedSmtp(_ -> ScriptedSmtp.GOOD, MailFixture.tls(MailFixture.keys(folder)))) {
            List<String> lines = send(server, "email_to = ops@example.org boss@example.org", "smtp_user = lvs",
                    "smtp_password = hunter2");
            assertThat(lines).startsWith("< 220 scripted", "> EHLO director1", "< 250-scripted", "< 250-AUTH PLAIN",
                    "< 250 STARTTLS", "> STARTTLS", "< 220 scripted", "> EHLO director1")
                    .containsSubsequence("> AUTH PLAIN succeeded", "> MAIL FROM:<arapaima@director1>", "< 250 fine",
                            "> RCPT TO:<ops@example.org>", "> RCPT TO:<boss@example.org>", "> DATA", "< 354 go on",
                            "< 250 fine", "> QUIT", "< 221 bye");
            assertThat(lines.getLast()).isEqualTo(
                    "sent to ops@example.org, boss@example.org through mail server 127.0.0.1:" + server.port());
            String login = Base64.getEncoder().encodeToString("\0lvs\0hunter2".getBytes(StandardCharsets.UTF_8));
            assertThat(server.heard).anyMatch(l -> l.contains(login.substring(4, 12)));
            assertThat(lines).noneMatch(l -> l.contains("hunter2") || l.contains(login.substring(4, 12)));
            assertThat(server.mails).singleElement().asString().contains("test mail", "Auto-Submitted");
        }
    }

    @Test
    void aRefusalIsShownInTheServersWords() throws Exception {
        try (var server = new ScriptedSmtp(c -> c.contains("boss") ? "550-no\r\n550 such user" : ScriptedSmtp.GOOD)) {
            List<String> lines = send(server, "email_to = ops@example.org boss@example.org");
            assertThat(lines).contains("< 550-no", "< 550 such user");
            assertThat(lines.getLast()).isEqualTo(
                    "not sent to 1 of 2, the others have it: boss@example.org: 550-no 550 such user");
        }
    }

    @Test
    void aLoginThatFailsIsShownInTheServersWords() throws Exception {
        try (var server = new ScriptedSmtp(c -> c.startsWith("AUTH") ? "535 5.7.8 wrong" : ScriptedSmtp.GOOD)) {
            List<String> lines = send(server, "email_to = ops@example.org", "smtp_user = lvs",
                    "smtp_password = hunter2");
            assertThat(lines).contains("> AUTH PLAIN failed").noneMatch(l -> l.contains("hunter2"));
            assertThat(lines.getLast()).startsWith("not sent: mail server").contains("535 5.7.8 wrong");
        }
    }
}
