package io.arapaima.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.arapaima.config.Mail;
import io.arapaima.testkit.FreePort;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sender's rounds against real and scripted mail servers; its time is the test's. */
@SuppressWarnings("NullAway.Init") // set before each test
class MailRoundTest {
    private static final String OPS = "email_to = ops@example.org";
    private static final String TWO = "email_to = ops@example.org boss@example.org";
    private static final String REFUSAL = "550 5.1.1 who is that";

    @TempDir
    static Path keyFolder;

    @TempDir
    Path folder;

    private MailSpool spool;
    private MailRound round;
    private Instant now = MailFixture.NOON;
    private GreenMail green;

    @BeforeAll
    static void keys() throws Exception {
        // GreenMail reads these once, before its first TLS port.
        System.setProperty("greenmail.tls.keystore.file", MailFixture.keys(keyFolder).toString());
        System.setProperty("greenmail.tls.keystore.password", MailFixture.STORE_PASSWORD);
    }

    @BeforeEach
    void open() throws IOException {
        spool = new MailSpool(folder, MailSpool.Limits.DEFAULT);
        with(MailFixture.access());
    }

    @AfterEach
    void stop() {
        if (green != null) {
            green.stop();
        }
    }

    private void with(SmtpAccess access) {
        round = new MailRound(spool, access, MailRound.Policy.DEFAULT);
    }

    private int green(String protocol) {
        green = MailFixture.greenMail(0, protocol);
        green.start();
        return protocol.equals(ServerSetup.PROTOCOL_SMTP) ? green.getSmtp().getPort() : green.getSmtps().getPort();
    }

    private void after(Duration pause, Mail mail) throws IOException {
        now = now.plus(pause);
        round.run(mail, now);
    }

    private List<Long> waiting() throws IOException {
        return spool.waiting().stream().map(SpooledMail::first).toList();
    }

    @Test
    void aMailReachesEveryRecipientWholeAndLeavesTheSpool() throws Exception {
        int port = green(ServerSetup.PROTOCOL_SMTP);
        MailFixture.spool(spool, 1, 3);
        round.run(MailFixture.mail(port, TWO), now);
        assertThat(waiting()).isEmpty();
        MimeMessage[] got = green.getReceivedMessages();
        assertThat(got).hasSize(2);
        assertThat(got[0].getAllRecipients()).extracting(Object::toString)
                .containsExactly("ops@example.org", "boss@example.org");
        assertThat(got[0].getFrom()[0]).hasToString("arapaima@director1");
        assertThat(got[0].getSubject())
                .isEqualTo("[director1] web: s1, s2, s3 DOWN: REFUSED: closed");
        assertThat(got[0].getMessageID()).isEqualTo("<1-3.1795262400001.arapaima@director1>");
        assertThat(got[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(got[0].getSentDate()).isEqualTo(MailFixture.NOON);
        assertThat(got[0].getContent().toString()).contains("3 servers of web DOWN").contains("lvsctl why web/s1");
    }

    @Test
    void aServerThatIsDownIsAskedAgainWithGrowingPausesAndGetsEverythingInOrder() throws Exception {
        int port = FreePort.any();
        Mail mail = MailFixture.mail(port, OPS);
        MailFixture.spool(spool, 1, 2);
        round.run(mail, now);
        MailFixture.spool(spool, 3, 3);
        assertThat(round.problem().words(now)).contains("mail server 127.0.0.1:" + port + " cannot be reached")
                .endsWith("next try in 5 s");
        assertThat(round.troubles()).isEmpty();
        after(Duration.ofSeconds(5), mail);
        assertThat(round.problem().words(now)).endsWith("next try in 10 s");
        after(Duration.ofSeconds(10), mail);
        assertThat(said(round.troubles().get("mail"))).contains("is it running, is smtp_server right?");
        for (int i = 0; i < 8; i++) {
            after(round.nap(now, Duration.ofDays(1)), mail);
        }
        assertThat(round.problem().words(now)).endsWith("next try in 300 s");

        green = MailFixture.greenMail(port, ServerSetup.PROTOCOL_SMTP);
        green.start();
        after(Duration.ofSeconds(299), mail);
        assertThat(waiting()).containsExactly(1L, 3L);
        after(Duration.ofSeconds(1), mail);
        assertThat(waiting()).isEmpty();
        assertThat(round.troubles()).isEmpty();
        assertThat(green.getReceivedMessages()).hasSize(2);
        assertThat(green.getReceivedMessages()[0].getMessageID()).startsWith("<1-2.");
    }

    @Test
    void theLoginOfTheConfigurationIsUsedAndAWrongOneIsNamed() throws Exception {
        green = MailFixture.greenMail(0, ServerSetup.PROTOCOL_SMTP)
                .withConfiguration(GreenMailConfiguration.aConfig().withUser("lvs", "lvs", "pa$$wörd"));
        green.start();
        int port = green.getSmtp().getPort();
        Path secret = Files.writeString(folder.resolve("secret"), "wrong\n");
        Mail mail = MailFixture.mail(port, OPS, "smtp_user = lvs", "smtp_password = @" + secret);
        MailFixture.spool(spool, 1, 1);
        round.run(mail, now);
        assertThat(round.problem().words(now)).contains("refuses the login: 535").contains("smtp_password")
                .doesNotContain("wrong");
        Files.writeString(secret, "pa$$wörd\n");
        after(Duration.ofSeconds(5), mail);
        assertThat(waiting()).isEmpty();
        assertThat(green.getReceivedMessages()).hasSize(1);
        Files.delete(secret);
        MailFixture.spool(spool, 2, 2);
        round.run(mail, now);
        assertThat(round.problem().words(now)).contains("the file of smtp_password cannot be read");
    }

    @Test
    void tlsWantsACertificateThatIsTrusted() throws Exception {
        int port = green(ServerSetup.PROTOCOL_SMTPS);
        Mail mail = MailFixture.mail(port, OPS, "smtp_tls = tls");
        MailFixture.spool(spool, 1, 1);
        round.run(mail, now);
        assertThat(round.problem().words(now)).contains("TLS fails").contains("its certificate must name 127.0.0.1");
        with(MailFixture.access(MailFixture.tls(MailFixture.keys(keyFolder)).getSocketFactory()));
        round.run(mail, now);
        assertThat(waiting()).isEmpty();
        assertThat(green.getReceivedMessages()).hasSize(1);
    }

    @Test
    void tlsWantsACertificateThatNamesTheServer() throws Exception {
        int port = green(ServerSetup.PROTOCOL_SMTPS);
        with(MailFixture.access(MailFixture.tls(MailFixture.keys(keyFolder)).getSocketFactory()));
        Mail mail = MailFixture.mail(port, OPS, "smtp_tls = tls", "smtp_server = localhost:" + port);
        MailFixture.spool(spool, 1, 1);
        round.run(mail, now);
        assertThat(round.problem().words(now)).contains("TLS fails").contains("its certificate must name localhost");
        assertThat(waiting()).containsExactly(1L);
    }

    @Test
    void aServerThatOffersNoStarttlsGetsNoMailWhenThatIsRequired() throws Exception {
        try (var server = new ScriptedSmtp(_ -> ScriptedSmtp.GOOD)) {
            MailFixture.spool(spool, 1, 1);
            round.run(MailFixture.mail(server.port(), OPS, "smtp_tls = starttls"), now);
            assertThat(round.problem().words(now)).contains("offers no STARTTLS, which smtp_tls = starttls needs");
            assertThat(server.mails).isEmpty();
            round.forgive();
            round.run(MailFixture.mail(server.port(), OPS, "smtp_tls = optional"), now);
            assertThat(server.mails).hasSize(1);
        }
    }

    @Test
    void optionalTlsTakesAnyCertificateAndLogsInBehindIt() throws Exception {
        try (var server = new ScriptedSmtp(_ -> ScriptedSmtp.GOOD, MailFixture.tls(MailFixture.keys(keyFolder)))) {
            MailFixture.spool(spool, 1, 1);
            round.run(MailFixture.mail(server.port(), OPS, "smtp_user = lvs", "smtp_password = secret"), now);
            assertThat(round.problem().words(now)).isEmpty();
            assertThat(server.mails).hasSize(1);
            assertThat(server.heard.subList(server.heard.indexOf("STARTTLS"), server.heard.size()))
                    .anyMatch(l -> l.startsWith("AUTH PLAIN"));
        }
    }

    @Test
    void aPasswordCrossesANetworkInTheClearOnlyWhenLvsCfSaysNone() throws Exception {
        Mail far = MailFixture.mail(25, OPS, "smtp_server = 192.0.2.1", "smtp_user = u", "smtp_password = p");
        Mail none = MailFixture.mail(25, OPS, "smtp_server = 192.0.2.1", "smtp_user = u", "smtp_password = p",
                "smtp_tls = none");
        Mail here = MailFixture.mail(25, OPS, "smtp_user = u", "smtp_password = p");
        assertThat(MailFixture.access().properties(far)).containsEntry("mail.smtp.starttls.required", "true");
        assertThat(MailFixture.access().properties(none)).doesNotContainKey("mail.smtp.starttls.required");
        assertThat(MailFixture.access().properties(here)).containsEntry("mail.smtp.starttls.required", "false");
    }

    @Test
    void whoIsRefusedForGoodDoesNotKeepTheMailFromTheOthers() throws Exception {
        try (var server = new ScriptedSmtp(c -> c.contains("boss") ? REFUSAL : ScriptedSmtp.GOOD)) {
            Mail mail = MailFixture.mail(server.port(), TWO);
            MailFixture.spool(spool, 1, 1);
            round.run(mail, now);
            assertThat(waiting()).isEmpty();
            assertThat(server.mails).hasSize(1);
            assertThat(round.troubles()).containsOnlyKeys("mail to boss@example.org");
            assertThat(said(round.troubles().get("mail to boss@example.org"))).contains(REFUSAL).contains("email_to");

            server.script(_ -> ScriptedSmtp.GOOD);
            MailFixture.spool(spool, 2, 2);
            round.run(mail, now);
            assertThat(round.troubles()).isEmpty();
        }
    }

    @Test
    void whoIsDeferredGetsTheMailLaterAndTheOthersGetItOnce() throws Exception {
        try (var server = new ScriptedSmtp(c -> c.contains("boss") ? "450 4.2.0 greylisted" : ScriptedSmtp.GOOD)) {
            Mail mail = MailFixture.mail(server.port(), TWO);
            MailFixture.spool(spool, 1, 1);
            round.run(mail, now);
            assertThat(waiting()).containsExactly(1L);
            assertThat(round.problem().words(now)).contains("450 4.2.0 greylisted");
            assertThat(round.troubles()).isEmpty();

            // A restart in between must not make a second copy for those who have it.
            spool = new MailSpool(folder, MailSpool.Limits.DEFAULT);
            spool.release();
            with(MailFixture.access());
            server.script(_ -> ScriptedSmtp.GOOD);
            server.heard.clear();
            round.run(mail, now);
            assertThat(waiting()).isEmpty();
            assertThat(server.heard).contains("RCPT TO:<boss@example.org>")
                    .doesNotContain("RCPT TO:<ops@example.org>");
            assertThat(server.mails).hasSize(2).allMatch(m -> m.contains("To: ops@example.org, boss@example.org"))
                    .noneMatch(m -> m.contains("Delivered-To"));
        }
    }

    @Test
    void aMailThatIsDeferredDelaysNoOther() throws Exception {
        try (var server = new ScriptedSmtp(_ -> ScriptedSmtp.GOOD)) {
            Mail mail = MailFixture.mail(server.port(), OPS);
            server.script(c -> c.equals(".") ? "451 4.7.1 later" : ScriptedSmtp.GOOD);
            MailFixture.spool(spool, 1, 1);
            round.run(mail, now);
            server.script(_ -> ScriptedSmtp.GOOD);
            MailFixture.spool(spool, 2, 2);
            round.run(mail, now);
            assertThat(waiting()).containsExactly(1L);
            after(Duration.ofSeconds(5), mail);
            assertThat(waiting()).isEmpty();
        }
    }

    @Test
    void aMailThatNobodyTakesIsTriedTenTimesAndThenKeptApart() throws Exception {
        try (var server = new ScriptedSmtp(c -> c.startsWith("MAIL") ? "554 5.7.1 not you" : ScriptedSmtp.GOOD)) {
            Mail mail = MailFixture.mail(server.port(), TWO);
            MailFixture.spool(spool, 1, 1);
            for (int i = 0; i < 10; i++) {
                assertThat(waiting()).containsExactly(1L);
                after(Duration.ofMinutes(5), mail);
            }
            assertThat(waiting()).isEmpty();
            assertThat(said(round.troubles().get("mail"))).contains("554 5.7.1 not you").contains("failed");

            // A human moves it back after mending what was wrong.
            try (Stream<Path> failed = Files.list(spool.failed())) {
                Path file = failed.findFirst().orElseThrow();
                Files.move(file, folder.resolve(file.getFileName()));
            }
            server.script(_ -> ScriptedSmtp.GOOD);
            round.run(mail, now);
            assertThat(waiting()).isEmpty();
            assertThat(round.troubles()).isEmpty();
        }
    }

    @Test
    void aServerThatWantsALoginIsTroubleOfTheServerAndCostsNoMail() throws Exception {
        try (var server = new ScriptedSmtp(c -> c.startsWith("RCPT") ? "530 5.7.0 log in" : ScriptedSmtp.GOOD)) {
            Mail mail = MailFixture.mail(server.port(), OPS);
            MailFixture.spool(spool, 1, 1);
            for (int i = 0; i < 20; i++) {
                after(Duration.ofMinutes(5), mail);
            }
            assertThat(waiting()).containsExactly(1L);
            assertThat(said(round.troubles().get("mail"))).contains("530 5.7.0 log in");
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMuteServerIsLeftAfterTheLongestWait() throws Exception {
        try (var server = new ScriptedSmtp(_ -> ScriptedSmtp.MUTE)) {
            with(MailFixture.access().withAnswer(Duration.ofMillis(200)));
            MailFixture.spool(spool, 1, 1);
            round.run(MailFixture.mail(server.port(), OPS), now);
            assertThat(round.problem().words(now)).contains("is silent");
            assertThat(waiting()).containsExactly(1L);
        }
    }

    @Test
    void aServerThatHangsUpAtAnyPointCostsNoMail() throws Exception {
        for (String point : List.of("banner", "EHLO", "MAIL", "RCPT", "DATA", ".")) {
            try (var server = new ScriptedSmtp(c -> c.startsWith(point) ? ScriptedSmtp.HANG_UP : ScriptedSmtp.GOOD)) {
                Mail mail = MailFixture.mail(server.port(), TWO);
                round.forgive();
                MailFixture.spool(spool, 1, 1);
                round.run(mail, now);
                assertThat(waiting()).as(point).containsExactly(1L);
                assertThat(round.problem().words(now)).as(point).contains("mail server 127.0.0.1:" + server.port());
                server.script(_ -> ScriptedSmtp.GOOD);
                after(Duration.ofSeconds(5), mail);
                assertThat(waiting()).as(point).isEmpty();
            }
        }
    }

    @Test
    void whatWaitsGoesToWhomeverTheConfigurationNamesWhenItIsSent() throws Exception {
        MailFixture.spool(spool, 1, 1);
        round.run(MailFixture.mail(FreePort.any(), OPS), now);
        int port = green(ServerSetup.PROTOCOL_SMTP);
        round.forgive();
        round.run(MailFixture.mail(port, "email_to = new@example.org", "email_from = lvs@example.org"), now);
        assertThat(Arrays.stream(green.getReceivedMessages()).map(MailRoundTest::to))
                .containsExactly("new@example.org");
    }

    private static String to(MimeMessage message) {
        try {
            assertThat(message.getFrom()[0]).hasToString("lvs@example.org");
            return message.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String said(@Nullable Reason what) {
        return English.of(Optional.ofNullable(what).orElse(Reason.NONE));
    }
}
