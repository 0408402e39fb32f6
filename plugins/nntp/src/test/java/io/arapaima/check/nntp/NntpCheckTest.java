package io.arapaima.check.nntp;

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

class NntpCheckTest {
    private static CheckResult ask(Dialogue dialogue, String... options) throws Exception {
        return Asking.once(new NntpCheck(), new ScriptedServer(Behaviour.ANSWERS, dialogue), options);
    }

    @Test
    void bothGreetingsPassAndOthersFail() throws Exception {
        assertThat(ask(Dialogue.lines("201 no posting"))).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("201 no posting"));
        assertThat(ask(Dialogue.lines("400 come back later"))).isEqualTo(
                new Failed(Reason.CONTENT, "expected 2xx as a greeting, got \"400 come back later\""));
        assertThat(ask(Dialogue.lines("SSH-2.0-OpenSSH_9.2"))).isEqualTo(new Failed(Reason.PROTOCOL,
                "expected a reply that begins with three digits, got \"SSH-2.0-OpenSSH_9.2\""));
    }

    @Test
    void aRefusalNamesTheUserAndNeverThePassword() throws Exception {
        Dialogue refused = Dialogue.lines("200 x", ">AUTHINFO USER hans", "381 and", ">AUTHINFO PASS gretel", "481 no");
        assertThat(ask(refused, "user", "hans", "password", "gretel"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected 281 to the login of hans, got \"481 no\""));
        Dialogue trusting = Dialogue.lines("200 x", ">AUTHINFO USER hans", "281 in");
        assertThat(ask(trusting, "user", "hans")).isInstanceOf(Passed.class);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThat(ask(Dialogue.lines("200 x", ">GROUP no.such", "411 none"), "group", "no.such"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected 2xx to GROUP no.such, got \"411 none\""));
        assertThat(ask(Dialogue.lines("200 x", ">STARTTLS", "502 no"), "tls", "starttls"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected 382 to STARTTLS, got \"502 no\""));
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(Dialogue.lines("200 x"), "user", "a\r\nPOST")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.lines("200 x"), "group", "two words")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.lines("200 x", ">AUTHINFO USER a", "381 and"), "user", "a"))
                .isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.lines("200 x"), "user", "a", "password", "@/no/such")).isInstanceOf(Inconclusive.class);
    }

    @Test
    void whatIsWantedFirstSaysNothingAboutTheServer() throws Exception {
        assertThat(ask(Dialogue.lines("200 x", ">GROUP a.b", "480 who are you?"), "group", "a.b")).isEqualTo(
                new Inconclusive("the server wants a login first; set user and password (480 who are you?)"));
        assertThat(ask(Dialogue.lines("200 x", ">AUTHINFO USER hans", "483 not in plain text"), "user", "hans"))
                .isEqualTo(
                        new Inconclusive(
                                "the server wants encryption first; set tls = starttls (483 not in plain text)"));
    }
}
