package io.arapaima.check.ldap;

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
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LdapCheckTest {
    private static CheckResult ask(Dialogue dialogue, String... options) throws Exception {
        return Asking.once(new LdapCheck(), new ScriptedServer(Behaviour.ANSWERS, dialogue), options);
    }

    private static void assertFailed(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    @Test
    void anAnonymousBindIsEnough() throws Exception {
        assertThat(ask(Directory.answering(Directory.BOUND))).isInstanceOf(Passed.class);
        assertFailed(ask(Directory.answering(Directory.result(0x61, 51, "too many"))), Reason.CONTENT,
                "expected success of an anonymous bind, got busy (51): too many");
    }

    @Test
    void aRefusedLoginNamesTheUserAndNeverThePassword() throws Exception {
        assertFailed(ask(Directory.answering(Directory.result(0x61, 49, "")), "bind-dn", "cn=admin", "password",
                "gretel"), Reason.CONTENT, "expected success of the bind of cn=admin, got invalidCredentials (49)");
    }

    @Test
    void anEntryThatIsNotThereIsNamed() throws Exception {
        Dialogue nothing = (in, out) -> {
            Directory.write(out, 1, Directory.BOUND);
            Directory.write(out, 2, Directory.result(0x65, 32, ""));
            Dialogue.SILENT.hold(in, out);
        };
        assertFailed(ask(nothing, "base", "cn=x"), Reason.CONTENT,
                "expected success of the search for cn=x, got noSuchObject (32)");
        Dialogue empty = (in, out) -> {
            Directory.write(out, 1, Directory.BOUND);
            Directory.write(out, 2, Directory.DONE);
            Dialogue.SILENT.hold(in, out);
        };
        assertFailed(ask(empty, "base", "cn=x"), Reason.CONTENT, "expected an entry cn=x, got none");
    }

    /** A long name before thousands of empty values: 100 KB that would be 2 GB of lines. */
    @Test
    void anEntryThatGrowsWhenItIsWrittenOutIsRefused() throws Exception {
        byte[][] values = new byte[30_000][];
        Arrays.fill(values, Ber.text(Ber.OCTETS, ""));
        byte[] entry = Ber.element(0x64, Ber.text(Ber.OCTETS, "cn=x"),
                Ber.element(Ber.SEQUENCE, Ber.element(Ber.SEQUENCE, Ber.text(Ber.OCTETS, "n".repeat(70_000)),
                        Ber.element(0x31, values))));
        assertFailed(ask(Directory.answering(Directory.BOUND, entry, Directory.DONE), "base", "cn=x", "entry", "x"),
                Reason.PROTOCOL,
                "the entry has more than 524288 characters, the name of an attribute before each of its "
                        + "values");
    }

    @Test
    void anEntryIsSearchedLineByLine() throws Exception {
        Dialogue found = Directory.answering(Directory.BOUND, Directory.FOUND, Directory.DONE);
        assertThat(ask(found, "base", "cn=hans", "entry", "^sn: Gretel$")).isInstanceOf(Passed.class);
        assertFailed(ask(found, "base", "cn=hans", "entry", "^sn: Witch$"), Reason.CONTENT,
                "expected an entry that matches \"^sn: Witch$\", got \"dn: cn=hans, sn: Gretel, sn: Hansel\"");
    }

    @Test
    void aNoticeOfDisconnectionIsARefusal() throws Exception {
        Dialogue notice = (in, out) -> {
            Directory.write(out, 0, Directory.result(0x78, 52, "shutting down"));
            Dialogue.SILENT.hold(in, out);
        };
        assertFailed(ask(notice), Reason.CONTENT,
                "expected success of our request, got unavailable (52): shutting down");
    }

    @Test
    void whatIsNoLdapIsAnotherProtocol() throws Exception {
        assertFailed(ask(Dialogue.greeting("220 mx\r\n")), Reason.PROTOCOL,
                "the answer is no LDAP: it begins with 0x32");
        assertFailed(ask(Dialogue.greeting("0\u0084\u007f\u00ff\u00ff\u00ff")), Reason.PROTOCOL,
                "the answer announces more than 262144 bytes");
        assertFailed(ask(Dialogue.greeting("0\u0003\u0002\u0001\u0001")), Reason.PROTOCOL,
                "the answer is no message of LDAP");
    }

    @Test
    void noBytesMakeItBreakInAnotherWayThanAFailure() throws Exception {
        var random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] good = Ber.element(Ber.SEQUENCE, Ber.number(Ber.INTEGER, 1), Directory.BOUND);
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                good[2 + random.nextInt(good.length - 2)] = (byte) random.nextInt();
            }
            assertThat(ask((_, out) -> out.write(good))).isNotInstanceOf(Inconclusive.class);
        }
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        Dialogue any = Dialogue.SILENT;
        assertThat(ask(any, "bind-dn", "cn=admin")).isInstanceOf(Inconclusive.class);
        assertThat(ask(any, "bind-dn", "cn=admin", "password", "")).isInstanceOf(Inconclusive.class);
        assertThat(ask(any, "entry", "x")).isInstanceOf(Inconclusive.class);
        assertThat(ask(any, "password", "@/no/such/file")).isInstanceOf(Inconclusive.class);
    }

    private static CheckResult bound(int code, String diagnostic, String... options) throws Exception {
        return ask(Directory.answering(Directory.result(0x61, code, diagnostic)), options);
    }

    /** Who takes no stranger works as well as who takes one; what he would show is not known. */
    @ParameterizedTest
    @ValueSource(ints = {7, 8, 13, 48, 50})
    void aServerThatTakesNoStrangerWorks(int code) throws Exception {
        assertThat(bound(code, "no")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).startsWith("it takes no anonymous bind: "));
        assertThat(bound(code, "no", "base", "cn=x")).isInstanceOf(Inconclusive.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32, 49, 51, 52, 53, 80})
    void aServerThatCannotBindFails(int code) throws Exception {
        assertThat(bound(code, "")).isInstanceOf(Failed.class);
        assertThat(bound(code, "", "bind-dn", "cn=hans", "password", "gretel")).isInstanceOf(Failed.class);
    }

    /** Active Directory tells the state of an account only to who knows its password; 52e is a wrong one. */
    @Test
    void anAccountThatCannotBeUsedProvesThatItsServerWorks() throws Exception {
        String words = "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data %s, v2580";
        String[] hans = {"bind-dn", "cn=hans", "password", "gretel"};
        for (String state : new String[]{"530", "531", "532", "533", "701", "773"}) {
            assertThat(bound(49, words.formatted(state), hans)).as(state).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.notice().orElseThrow().subject()).isEqualTo("bind of cn=hans"));
        }
        assertThat(bound(49, words.formatted("773"), "bind-dn", "cn=hans", "password", "gretel", "base", "cn=x"))
                .isInstanceOf(Inconclusive.class);
        for (String state : new String[]{"52e", "525", "775", "5320"}) {
            assertThat(bound(49, words.formatted(state), hans)).as(state).isInstanceOf(Failed.class);
        }
        assertThat(bound(13, "TLS confidentiality required", hans)).isInstanceOfSatisfying(Inconclusive.class,
                said -> assertThat(said.cause()).contains("set tls = starttls"));
    }

    @Test
    void oneEntryIsEnoughWhateverElseThereIs() throws Exception {
        Dialogue more = (in, out) -> {
            Directory.write(out, 1, Directory.BOUND);
            Directory.write(out, 2, Ber.element(0x73, Ber.text(Ber.OCTETS, "ldap://other/")));
            Directory.write(out, 2, Directory.FOUND);
            Directory.write(out, 2, Directory.result(0x65, 4, ""));
            Dialogue.SILENT.hold(in, out);
        };
        assertThat(ask(more, "base", "cn=hans")).isInstanceOf(Passed.class);
    }
}
