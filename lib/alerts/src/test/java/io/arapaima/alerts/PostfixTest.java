package io.arapaima.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.testkit.FreePort;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a mail server that is one: Postfix, which must be installed, and root, which its master needs. */
@SuppressWarnings("NullAway.Init") // set before all tests
class PostfixTest {
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    private static PostfixServer postfix;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "the master of Postfix runs as root only");
        port = FreePort.any();
        postfix = new PostfixServer(home, port);
    }

    @AfterAll
    static void stop() throws Exception {
        if (postfix != null) {
            postfix.close();
        }
    }

    private MailRound round(MailSpool spool) throws Exception {
        SSLSocketFactory trusting = MailFixture.tls(MailFixture.keys(home)).getSocketFactory();
        return new MailRound(spool, MailFixture.access(trusting), MailRound.Policy.DEFAULT);
    }

    @Test
    void aMailGoesThroughVerifiedStarttlsToWhomThereIs() throws Exception {
        var spool = new MailSpool(folder, MailSpool.Limits.DEFAULT);
        MailFixture.spool(spool, 1, 2);
        MailRound round = round(spool);
        round.run(MailFixture.mail(port, "email_to = ops@example.org, nobody@example.org", "smtp_tls = starttls",
                "email_from = lvs@director1.example.org"), MailFixture.NOON);
        assertThat(round.problem().words(MailFixture.NOON)).isEmpty();
        assertThat(spool.waiting()).isEmpty();
        assertThat(round.troubles()).containsOnlyKeys("mail to nobody@example.org");
        assertThat(said(round.troubles().get("mail to nobody@example.org"))).contains("550 5.1.1", "User unknown");
        assertThat(postfix.mail("ops", "s2 of web"))
                .contains("Return-Path: <lvs@director1.example.org>", "(using TLSv1.3",
                        "Message-ID: <1-2.1795262400001.arapaima@director1>", "s2 of web DOWN")
                .contains("Subject: [director1] web: s1, s2 DOWN: REFUSED: closed");
    }

    @Test
    void greylistingIsWaitedOut() throws Exception {
        var spool = new MailSpool(folder, MailSpool.Limits.DEFAULT);
        MailFixture.spool(spool, 1, 1);
        MailRound round = round(spool);
        round.run(MailFixture.mail(port, "email_to = late@example.org"), MailFixture.NOON);
        assertThat(spool.waiting()).hasSize(1);
        assertThat(round.problem().words(MailFixture.NOON)).contains("450 4.2.0", "greylisted", "next try in 5 s");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() {
        List<String> lines = TestMail.send(MailFixture.mail(port, "email_to = ops@example.org", "smtp_tls = starttls"),
                MailFixture.access(), MailFixture.NOON).lines();
        assertThat(lines).contains("> STARTTLS");
        assertThat(lines.getLast()).contains("not sent", "TLS fails", "keytool -importcert -cacerts");
    }

    @Test
    void theTestMailShowsWhatPostfixSays() {
        List<String> lines = TestMail.send(MailFixture.mail(port, "email_to = ops@example.org"), MailFixture.access(),
                MailFixture.NOON).lines();
        assertThat(lines).contains("< 220 mx.example.org ESMTP Postfix", "< 250 2.1.5 Ok")
                .anyMatch(l -> l.startsWith("< 250 2.0.0 Ok: queued as"));
        assertThat(lines.getLast()).startsWith("sent to ops@example.org");
    }

    private static String said(@Nullable Reason what) {
        return English.of(Optional.ofNullable(what).orElse(Reason.NONE));
    }
}
