package io.arapaima.check.smtp;

import static org.assertj.core.api.Assertions.assertThat;

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

class SmtpCheckTest {
    private static CheckResult ask(Dialogue dialogue, String... options) throws Exception {
        return Asking.once(new SmtpCheck(), new ScriptedServer(Behaviour.ANSWERS, dialogue), options);
    }

    private static void assertFailed(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    @Test
    void aGreetingThatRefusesIsAFailure() throws Exception {
        assertFailed(ask(Dialogue.lines("554 no SMTP service here")), Reason.CONTENT,
                "expected 2xx as a greeting, got 554 no SMTP service here");
        assertFailed(ask(Dialogue.lines("220 other.example.org", ">"), "greeting", "^mx\\."), Reason.CONTENT,
                "expected a greeting that matches \"^mx\\.\", got \"220 other.example.org\"");
    }

    @Test
    void anOldServerKnowsHeloAlone() throws Exception {
        assertThat(ask(Dialogue.lines("220 old", ">EHLO me", "502 unknown", ">HELO me", "250 hello"), "helo", "me"))
                .isInstanceOf(Passed.class);
        assertFailed(ask(Dialogue.lines("220 old", ">EHLO me", "502 unknown", ">HELO me", "550 go away"), "helo", "me"),
                Reason.CONTENT, "expected 2xx to EHLO or HELO, got 550 go away");
        assertFailed(ask(Dialogue.lines("220 busy", ">EHLO localhost", "421 too busy")), Reason.CONTENT,
                "expected 2xx to EHLO, got 421 too busy");
    }

    @Test
    void starttlsMustBeOfferedAndNothingMayFollowItsAnswer() throws Exception {
        assertFailed(ask(Dialogue.lines("220 x", ">EHLO localhost", "250-x", "250 PIPELINING"), "tls", "starttls"),
                Reason.TLS, "expected an offer of STARTTLS, got [X, PIPELINING]");
        assertFailed(ask(Dialogue.lines("220 x", ">EHLO localhost", "250-x", "250 STARTTLS", ">STARTTLS",
                "454 no entropy"), "tls", "starttls"), Reason.CONTENT,
                "expected 2xx to STARTTLS, got 454 no entropy");
        Dialogue injected = (in, out) -> Dialogue.lines("220 x", ">EHLO localhost", "250-x", "250 STARTTLS",
                ">STARTTLS", "220 go\r\n250 injected").hold(in, out);
        assertFailed(ask(injected, "tls", "starttls"), Reason.PROTOCOL,
                "the server went on in plain text after it had agreed to TLS");
    }

    @Test
    void aRefusedLoginNamesTheUserAndNeverThePassword() throws Exception {
        assertFailed(ask(Dialogue.lines("220 x", ">EHLO localhost", "250-x", "250 AUTH PLAIN LOGIN",
                ">AUTH PLAIN AGhhbnMAZ3JldGVs", "535 5.7.8 wrong"), "user", "hans", "password", "gretel"),
                Reason.CONTENT, "expected 2xx to the login of hans, got 535 5.7.8 wrong");
        assertFailed(ask(Dialogue.lines("220 x", ">EHLO localhost", "250-x", "250 AUTH CRAM-MD5"), "user", "hans",
                "password", "gretel"), Reason.CONTENT, "expected an offer of AUTH PLAIN or LOGIN, got [CRAM-MD5]");
        assertFailed(ask(Dialogue.lines("220 x", ">EHLO localhost", "250 x"), "user", "hans", "password", "gretel"),
                Reason.CONTENT,
                "expected an offer of AUTH PLAIN or LOGIN, got none; some servers offer it under TLS alone");
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        Dialogue any = Dialogue.lines("220 x");
        assertThat(ask(any, "helo", "a b")).isInstanceOf(Inconclusive.class);
        assertThat(ask(any, "from", "a>\r\nRCPT")).isInstanceOf(Inconclusive.class);
        assertThat(ask(any, "to", "a@b")).isInstanceOf(Inconclusive.class);
        assertThat(ask(any, "user", "hans")).isInstanceOf(Inconclusive.class);
        assertThat(ask(any, "user", "hans", "password", "@/no/such/file")).isInstanceOf(Inconclusive.class);
        assertThat(ask(any, "verify", "1", "ca-file", "/no/such/file")).isInstanceOf(Inconclusive.class);
    }
}
