package io.arapaima.check.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.FailedException;
import io.arapaima.check.ScriptedServer;
import java.net.ProtocolException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PostgresqlCheckTest {
    private static CheckResult ask(Dialogue dialogue, String... options) throws Exception {
        return Asking.once(new PostgresqlCheck(), new ScriptedServer(Behaviour.ANSWERS, dialogue), options);
    }

    private static void assertFailed(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    @Test
    void withoutAUserADemandForALoginOrARefusalOfThisUserIsASignOfLife() throws Exception {
        assertThat(ask(Backend.answering(Backend.demand(10, "SCRAM-SHA-256\0\0")))).isInstanceOf(Passed.class);
        assertThat(ask(Backend.answering(Backend.error("28000", "no pg_hba.conf entry")))).isInstanceOf(Passed.class);
        assertFailed(ask(Backend.answering(Backend.error("57P03", "the database system is starting up"))),
                Reason.CONTENT,
                "expected to be asked for a login, got FATAL 57P03: the database system is starting up");
        assertFailed(ask(Backend.answering(Backend.error("53300", "sorry, too many clients already"))), Reason.CONTENT,
                "expected to be asked for a login, got FATAL 53300: sorry, too many clients already");
    }

    @Test
    void aRefusedLoginNamesTheUserAndNeverThePassword() throws Exception {
        assertFailed(ask(Backend.answering(Backend.demand(3, ""), Backend.error("28P01", "wrong")), "user", "hans",
                "password", "gretel"), Reason.CONTENT,
                "expected success of the login of hans, got FATAL 28P01: wrong");
        assertThat(ask(Backend.answering(Backend.demand(7, "")), "user", "hans", "password", "gretel")).isEqualTo(
                new Inconclusive(
                        "the server wants a login of kind 7 (not password, md5 or SCRAM); allow one of these for "
                                + "this director in pg_hba.conf"));
    }

    @Test
    void aServerThatDoesNotKnowThePasswordIsFoundOut() throws Exception {
        assertThat(ask(Backend.answering(Backend.demand(10, "SCRAM-SHA-256\0\0"), Backend.demand(12, "v=AAAA")),
                "user", "hans", "password", "gretel")).isInstanceOfSatisfying(Failed.class,
                        failed -> assertThat(failed.text()).startsWith("the server does not prove"));
    }

    @Test
    void aChallengeThatWouldTakeHoursIsNotAnswered() {
        var scram = new Scram("gretel");
        String nonce = scram.clientFirst().substring("n,,n=,r=".length());
        assertThatThrownBy(() -> scram.clientFinal("r=" + nonce + "x,s=AAAA,i=9999999"))
                .isInstanceOf(FailedException.class).hasMessageContaining("at most 100000 are made");
        assertThatThrownBy(() -> scram.clientFinal("r=other,s=AAAA,i=4096")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void roleLagAndAnswerAreJudged() throws Exception {
        String[] replica = {"user", "hans", "role", "replica", "max-lag", "10"};
        assertFailed(ask(Backend.answering(Backend.WELCOME, Backend.row("f")), replica), Reason.CONTENT,
                "expected the role replica, got primary");
        assertFailed(ask(Backend.answering(Backend.WELCOME, Backend.row("t"), Backend.row("61.5")), replica),
                Reason.CONTENT, "expected a lag of at most 10 s, got 61.5 s");
        assertThat(ask(Backend.answering(Backend.WELCOME, Backend.row("t"), Backend.row("0.25")), replica))
                .isInstanceOfSatisfying(Passed.class,
                        passed -> assertThat(passed.metrics().getFirst().value()).isEqualTo(0.25));
        assertFailed(ask(Backend.answering(Backend.WELCOME, Backend.row("41")), "user", "hans", "query", "SELECT 41",
                "answer", "42"), Reason.CONTENT, "expected an answer that matches \"42\", got \"41\"");
    }

    @Test
    void aServerThatDeclinesTlsOrSpeaksAnotherProtocolIsTold() throws Exception {
        assertFailed(ask((in, out) -> {
            in.readNBytes(8);
            out.write('N');
            Dialogue.SILENT.hold(in, out);
        }, "tls", "1"), Reason.TLS, "expected TLS, but the server declines it");
        assertThat(ask(Dialogue.greeting("HTTP/1.1 400 Bad Request\r\n"))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("the answer is no message of PostgreSQL"));
    }

    @Test
    void noBytesMakeItBreakInAnotherWayThanAFailure() throws Exception {
        var random = new Random(3);
        byte[] all = Backend.joined(Backend.demand(5, "salt"), Backend.WELCOME, Backend.row("1"),
                Backend.error("1", "x"));
        for (int i = 0; i < 200; i++) {
            byte[] bytes = all.clone();
            for (int hits = random.nextInt(4); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(ask((_, out) -> out.write(bytes), "user", "hans", "query", "SELECT 1"))
                    .isNotInstanceOf(Inconclusive.class);
        }
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(Dialogue.SILENT, "query", "SELECT 1")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.SILENT, "role", "primary")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.SILENT, "user", "hans", "answer", "1")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.SILENT, "user", "hans", "max-lag", "1")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.SILENT, "user", "hans", "password", "")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.SILENT, "user", "a\0b")).isInstanceOf(Inconclusive.class);
    }

    private static CheckResult let(byte[] error, String... more) throws Exception {
        String[] options = Arrays.copyOf(new String[]{"user", "hans", "password", "gretel"}, 4 + more.length);
        System.arraycopy(more, 0, options, 4, more.length);
        return ask(Backend.answering(Backend.joined(Backend.demand(0, ""), error)), options);
    }

    private static byte[] ofTheUser(String code, String routine) {
        return Backend.message('E',
                ("SFATAL\0C" + code + "\0Mno\0R" + routine + "\0\0").getBytes(StandardCharsets.UTF_8));
    }

    /** Errors after a right login, of this user or this database alone, and those that everybody gets. */
    @Test
    void whatFollowsARightLoginProvesThatTheServerWorks() throws Exception {
        for (byte[] error : new byte[][]{Backend.error("3D000", "database \"hans\" does not exist"),
                Backend.error("42501", "permission denied for database"),
                ofTheUser("53300", "InitializeSessionUserId")}) {
            assertThat(let(error)).isInstanceOfSatisfying(Passed.class, passed -> assertThat(
                    passed.notice().orElseThrow().subject()).isEqualTo("login of hans"));
            assertThat(let(error, "query", "SELECT 1")).isInstanceOf(Inconclusive.class);
            assertThat(let(error, "role", "primary")).isInstanceOf(Inconclusive.class);
        }
        assertThat(let(Backend.error("3D000", "no"), "database", "shop")).isEqualTo(
                new Failed(Reason.CONTENT, "expected the database shop, got FATAL 3D000: no"));
        for (byte[] error : new byte[][]{ofTheUser("53300", "InitPostgres"), ofTheUser("53300", "CheckMyDatabase"),
                Backend.error("57P03", "the database system is starting up"), Backend.error("28P01", "wrong")}) {
            assertThat(let(error)).isInstanceOf(Failed.class);
        }
        assertThat(ask(Backend.answering(Backend.error("3D000", "before any login")), "user", "hans"))
                .isInstanceOf(Failed.class);
    }

    @Test
    void aNoticeBeforeTheFirstAnswerIsNone() throws Exception {
        assertThat(
                ask(Backend.answering(Backend.joined(Backend.message('N', new byte[]{0}), Backend.demand(5, "salt")))))
                .isInstanceOf(Passed.class);
    }
}
