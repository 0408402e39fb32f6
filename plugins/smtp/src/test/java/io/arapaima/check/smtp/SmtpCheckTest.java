package io.arapaima.check.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ArrayList;
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

    private static CheckResult afterHello(String offers, List<String> script, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("220 mx", ">EHLO localhost", "250-mx", "250 " + offers));
        all.addAll(script);
        return ask(Dialogue.lines(all.toArray(String[]::new)), options);
    }

    /** What the server wants of its clients first is a setting of the check. */
    @Test
    void whatIsWantedFirstSaysNothingAboutTheServer() throws Exception {
        String[] login = {"user", "hans", "password", "gretel"};
        assertThat(afterHello("STARTTLS", List.of(), login)).isEqualTo(
                new Inconclusive("the server offers no login without encryption; set tls = starttls"));
        assertThat(afterHello("AUTH PLAIN", List.of(">AUTH PLAIN AGhhbnMAZ3JldGVs", "538 5.7.11 Encryption required"),
                login))
                .isInstanceOfSatisfying(Inconclusive.class,
                        said -> assertThat(said.cause()).contains("tls = starttls"));
        assertThat(
                afterHello("SIZE", List.of(">MAIL FROM:<a@b>", "530 5.7.0 Must issue a STARTTLS command first"), "from",
                        "a@b"))
                .isInstanceOfSatisfying(Inconclusive.class,
                        said -> assertThat(said.cause()).contains("tls = starttls"));
        assertThat(afterHello("SIZE", List.of(">MAIL FROM:<a@b>", "530 5.7.0 Authentication required"), "from", "a@b"))
                .isInstanceOfSatisfying(Inconclusive.class, said -> assertThat(said.cause()).contains("set user"));
        assertThat(afterHello("AUTH PLAIN",
                List.of(">AUTH PLAIN AGhhbnMAZ3JldGVs", "454 4.7.0 Temporary authentication failure"),
                login)).isInstanceOf(Failed.class);
    }

    /** A second try would be taken; a disk that is full takes none. */
    @Test
    void aServerThatAsksForASecondTryWorks() throws Exception {
        assertThat(afterHello("SIZE", List.of(">MAIL FROM:<a@b>", "250 ok", ">RCPT TO:<c@d>",
                "450 4.2.0 <c@d>: Recipient address rejected: Greylisted, see http://postgrey", ">RSET", "250 ok"),
                "from", "a@b",
                "to", "c@d")).isInstanceOf(Passed.class);
        assertThat(afterHello("SIZE", List.of(">MAIL FROM:<a@b>", "250 ok", ">RCPT TO:<c@d>",
                "452 4.3.1 Insufficient system storage"), "from", "a@b", "to", "c@d")).isInstanceOf(Failed.class);
    }
}
