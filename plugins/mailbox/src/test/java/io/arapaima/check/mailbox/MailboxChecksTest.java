package io.arapaima.check.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ArrayList;
import java.util.Arrays;
import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.ScriptedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxChecksTest {
    private static CheckResult ask(Check check, Dialogue dialogue, String... options) throws Exception {
        return Asking.once(check, new ScriptedServer(Behaviour.ANSWERS, dialogue), options);
    }

    private static CheckResult imap(Dialogue dialogue, String... options) throws Exception {
        return ask(new ImapCheck(), dialogue, options);
    }

    private static void assertFailed(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    @Test
    void aGreetingThatRefusesAndOneOfAnotherProtocolAreTold() throws Exception {
        assertFailed(imap(Dialogue.lines("* BYE too many connections")), Reason.CONTENT,
                "expected a greeting with OK or PREAUTH, got \"* BYE too many connections\"");
        assertFailed(imap(Dialogue.lines("220 mx")), Reason.PROTOCOL,
                "expected a greeting with OK or PREAUTH, got \"220 mx\"");
        assertFailed(ask(new PopCheck(), Dialogue.lines("-ERR busy")), Reason.CONTENT,
                "expected +OK as a greeting, got \"-ERR busy\"");
        assertFailed(ask(new PopCheck(), Dialogue.lines("* OK")), Reason.PROTOCOL,
                "expected +OK as a greeting, got \"* OK\"");
    }

    @Test
    void aGreetingAloneIsNotEnough() throws Exception {
        assertFailed(imap(Dialogue.lines("* OK x", ">a1 CAPABILITY", "* BYE internal error")), Reason.CONTENT,
                "expected OK to CAPABILITY, got \"* BYE internal error\"");
        assertFailed(ask(new PopCheck(), Dialogue.lines("+OK", ">QUIT", "-ERR stuck")), Reason.CONTENT,
                "expected +OK as the answer to QUIT, got \"-ERR stuck\"");
    }

    @Test
    void aPasswordIsNotSentWhereNoLoginIsTaken() throws Exception {
        assertThat(imap(Dialogue.lines("* OK x", ">a1 CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED",
                "a1 OK"), "user", "hans", "password", "gretel")).isEqualTo(new Inconclusive(
                        "the server takes no login without encryption (LOGINDISABLED); set tls = starttls or use imaps"));
        assertFailed(ask(new PopCheck(), Dialogue.lines("+OK", ">USER hans", "-ERR not without TLS", ">CAPA",
                "-ERR"), "user", "hans",
                "password", "gretel"), Reason.CONTENT,
                "expected +OK as the answer to the login of hans, got \"-ERR not without TLS\"");
    }

    @Test
    void aLoginIsQuotedAndARefusalNamesTheUserAlone(@TempDir Path directory) throws Exception {
        assertFailed(imap(Dialogue.lines("* OK x", ">a1 CAPABILITY", "* CAPABILITY IMAP4rev1", "a1 OK",
                ">a2 LOGIN \"hans\" \"a\\\"b\\\\c\"", "a2 NO wrong"), "user", "hans", "password", "a\"b\\c"),
                Reason.CONTENT, "expected OK to the login of hans, got \"NO wrong\"");
        // Only from its file may a password be any text: a word in lvs.cf must fit LOGIN too.
        Path password = Files.writeString(directory.resolve("password"), "gr\u00fcn");
        assertThat(imap(Dialogue.lines("* OK x", ">a1 CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN", "a1 OK",
                ">a2 AUTHENTICATE PLAIN", "+ ", ">AGhhbnMAZ3LDvG4=", "a2 OK"), "user", "hans", "password",
                "@" + password)).isInstanceOf(Passed.class);
        assertThat(imap(Dialogue.lines("* PREAUTH x", ">a1 CAPABILITY", "a1 OK"), "user", "hans", "password", "x"))
                .isInstanceOf(Passed.class);
    }

    @Test
    void starttlsMustBeOffered() throws Exception {
        assertFailed(imap(Dialogue.lines("* OK x", ">a1 CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE", "a1 OK"), "tls",
                "starttls"), Reason.TLS, "expected an offer of STARTTLS, got IMAP4REV1 IDLE");
        assertFailed(ask(new PopCheck(), Dialogue.lines("+OK", ">STLS", "-ERR unknown"), "tls", "starttls"),
                Reason.CONTENT, "expected +OK as the answer to STLS, got \"-ERR unknown\"");
        assertFailed(ask(new PopCheck(), Dialogue.lines("+OK", ">STLS", "+OK go\r\n+OK injected"), "tls", "starttls"),
                Reason.PROTOCOL, "the server went on in plain text after it had agreed to TLS");
    }

    @Test
    void anAnswerThatNeverEndsHasAnEnd() throws Exception {
        assertThat(imap(Dialogue.lines("* OK x", ">a1 CAPABILITY", "* 1 EXISTS\r\n".repeat(300))))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text()).contains("more than 200"));
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        Dialogue any = Dialogue.lines("* OK x", ">a1 CAPABILITY", "a1 OK");
        assertThat(imap(any, "user", "hans")).isInstanceOf(Inconclusive.class);
        assertThat(imap(any, "mailbox", "INBOX")).isInstanceOf(Inconclusive.class);
        assertThat(imap(any, "user", "a\r\nb", "password", "x")).isInstanceOf(Inconclusive.class);
        assertThat(ask(new PopCheck(), Dialogue.lines("+OK"), "user", "a\r\nDELE 1", "password", "x"))
                .isInstanceOf(Inconclusive.class);
    }

    private static final String[] HANS = {"user", "hans", "password", "gretel"};

    private static CheckResult imapLogin(String answer, String... more) throws Exception {
        String[] options = Arrays.copyOf(HANS, HANS.length + more.length);
        System.arraycopy(more, 0, options, HANS.length, more.length);
        return imap(Dialogue.lines("* OK x", ">a1 CAPABILITY", "* CAPABILITY IMAP4rev1", "a1 OK",
                ">a2 LOGIN \"hans\" \"gretel\"", answer), options);
    }

    /** Codes of RFC 5530: some prove that the password was right, some ask something of the check, the others fail. */
    @Test
    void aRefusalOfImapIsJudgedByItsCode() throws Exception {
        assertThat(imapLogin("a2 NO [LIMIT] Maximum number of connections from user+IP exceeded"))
                .isInstanceOfSatisfying(
                        Passed.class,
                        passed -> assertThat(passed.notice().orElseThrow().subject()).isEqualTo("login of hans"));
        assertThat(imapLogin("a2 NO [LIMIT] too many", "mailbox", "INBOX")).isInstanceOf(Inconclusive.class);
        assertThat(imapLogin("a2 NO [PRIVACYREQUIRED] not in plain text")).isEqualTo(new Inconclusive(
                "the server takes no login without encryption (PRIVACYREQUIRED); set tls = starttls or use imaps"));
        for (String code : new String[]{"[UNAVAILABLE] user database is down", "[AUTHENTICATIONFAILED] wrong",
                "[SERVERBUG] oops", "no code"}) {
            assertFailed(imapLogin("a2 NO " + code), Reason.CONTENT,
                    "expected OK to the login of hans, got \"NO " + code + "\"");
        }
        assertThat(imap(Dialogue.lines("* PREAUTH x", ">a1 CAPABILITY", "a1 OK", ">a2 EXAMINE \"INBOX\"",
                "a2 NO [INUSE] locked"), "user", "hans", "password", "gretel", "mailbox", "INBOX"))
                .isInstanceOf(Passed.class);
    }

    private static CheckResult popLogin(String... answer) throws Exception {
        List<String> script = new ArrayList<>(List.of("+OK", ">USER hans", "+OK", ">PASS gretel"));
        script.addAll(List.of(answer));
        return ask(new PopCheck(), Dialogue.lines(script.toArray(String[]::new)), HANS);
    }

    /** RFC 2449 and 3206; Dovecot without TLS. */
    @Test
    void aRefusalOfPopIsJudgedByItsCode() throws Exception {
        assertThat(popLogin("-ERR [IN-USE] Do you have another POP session running?")).isInstanceOfSatisfying(
                Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("the login is right, and somebody has the mailbox open"));
        assertThat(popLogin("-ERR [LOGIN-DELAY] minimum time between mail checks violation"))
                .isInstanceOfSatisfying(Passed.class, passed -> assertThat(passed.notice()).isPresent());
        assertFailed(popLogin("-ERR [SYS/TEMP] database is down", ">CAPA", "-ERR"), Reason.CONTENT,
                "expected +OK as the answer to the login of hans, got \"-ERR [SYS/TEMP] database is down\"");
        assertFailed(popLogin("-ERR [AUTH] wrong", ">CAPA", "+OK", "USER", "STLS", "."), Reason.CONTENT,
                "expected +OK as the answer to the login of hans, got \"-ERR [AUTH] wrong\"");
        assertThat(popLogin("-ERR [AUTH] Plaintext authentication disallowed", ">CAPA", "+OK", "TOP", "STLS", "."))
                .isInstanceOfSatisfying(Inconclusive.class,
                        said -> assertThat(said.cause()).startsWith("the server takes no login without encryption"));
    }
}
