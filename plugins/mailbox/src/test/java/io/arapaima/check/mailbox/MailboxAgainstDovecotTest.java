package io.arapaima.check.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.check.Asking;
import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class MailboxAgainstDovecotTest {
    private static final List<String> LOGIN = List.of("user", "hans", "password", "gr\"e\\tel");

    private DovecotServer dovecot;

    @BeforeAll
    void startDovecot(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may give the mailbox to another user");
        dovecot = new DovecotServer(folder);
    }

    @AfterAll
    void stopDovecot() {
        if (dovecot != null) {
            dovecot.close();
        }
    }

    private static CheckResult ask(Check check, int port, List<String> login, String... more) throws Exception {
        List<String> options = new ArrayList<>(login);
        options.addAll(List.of(more));
        return new Asking(check, port).with(options.toArray(String[]::new));
    }

    private static void assertEncrypted(CheckResult result) {
        assertThat(result).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.metrics().getFirst().value()).isBetween(17.0, 20.0));
    }

    @Test
    void imapPlainAndWithStarttlsAndOverTls() throws Exception {
        assertThat(ask(new ImapCheck(), dovecot.imap, List.of())).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).contains("Dovecot"));
        assertThat(ask(new ImapCheck(), dovecot.imap, LOGIN, "mailbox", "INBOX")).isInstanceOf(Passed.class);
        assertEncrypted(ask(new ImapCheck(), dovecot.imap, LOGIN, "tls", "starttls"));
        assertEncrypted(ask(new ImapsCheck(), dovecot.imaps, LOGIN, "mailbox", "INBOX"));
    }

    @Test
    void popPlainAndWithStlsAndOverTls() throws Exception {
        assertThat(ask(new PopCheck(), dovecot.pop, List.of())).isInstanceOf(Passed.class);
        assertThat(ask(new PopCheck(), dovecot.pop, LOGIN)).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("logged in, STAT says +OK 0 0"));
        assertEncrypted(ask(new PopCheck(), dovecot.pop, LOGIN, "tls", "starttls"));
        assertEncrypted(ask(new PopsCheck(), dovecot.pops, LOGIN));
    }

    @Test
    void whatIsRefusedIsSaid() throws Exception {
        assertThat(ask(new ImapCheck(), dovecot.imap, LOGIN, "mailbox", "Gone")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text())
                        .startsWith("expected OK to EXAMINE of Gone, got \"NO Mailbox doesn't exist"));
        assertThat(ask(new ImapCheck(), dovecot.imap, List.of("user", "hans", "password", "wrong")))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text())
                        .startsWith("expected OK to the login of hans, got \"NO [AUTHENTICATIONFAILED]"));
        assertThat(ask(new PopsCheck(), dovecot.pops, List.of("user", "hans", "password", "wrong")))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text())
                        .startsWith("expected +OK as the answer to the login of hans, got \"-ERR [AUTH]"));
    }

    @Test
    void theCertificateIsVerifiedOnRequest() throws Exception {
        String authority = dovecot.certificate.certificate().toString();
        assertThat(ask(new ImapsCheck(), dovecot.imaps, List.of(), "verify", "1")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.TLS));
        assertEncrypted(ask(new ImapsCheck(), dovecot.imaps, List.of(), "verify", "1", "ca-file", authority));
        assertThat(ask(new PopsCheck(), dovecot.pops, List.of(), "min-days", "30")).isInstanceOf(Failed.class);
    }
}
