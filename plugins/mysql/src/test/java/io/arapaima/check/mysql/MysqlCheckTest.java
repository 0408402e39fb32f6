package io.arapaima.check.mysql;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

class MysqlCheckTest {
    private static final String[] LOGIN = {"user", "hans", "password", "gretel"};

    private static CheckResult ask(Dialogue dialogue, String... options) throws Exception {
        return Asking.once(new MysqlCheck(), new ScriptedServer(Behaviour.ANSWERS, dialogue), options);
    }

    private static void assertFailed(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    @Test
    void aGreetingIsEnoughWithoutAUser() throws Exception {
        assertThat(ask(Backend.answering(Passwords.NATIVE))).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("greeting of 8.4.0"));
        assertFailed(ask((_, out) -> out.write(Backend.error(0, "Host is blocked"))), Reason.CONTENT,
                "expected success of the greeting, got error 1045: Host is blocked");
        assertThat(ask(Dialogue.greeting("220 mx.example.org\r\n"))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("the answer is no packet of MySQL"));
        assertFailed(ask((_, out) -> out.write(Backend.packet(0, new byte[]{9, 'a', 0}))), Reason.PROTOCOL,
                "expected a greeting of protocol version 10, got a packet that begins with 0x9 \"a\"");
    }

    @Test
    void aRefusedLoginNamesTheUserAndNeverThePassword() throws Exception {
        assertFailed(ask(Backend.answering(Passwords.NATIVE, Backend.error(2, "Access denied")), LOGIN), Reason.CONTENT,
                "expected success of the login of hans, got error 1045: Access denied");
        byte[] other = "\u00feclient_ed25519\0salt".getBytes(StandardCharsets.ISO_8859_1);
        assertFailed(ask(Backend.answering(Passwords.NATIVE, Backend.packet(2, other)), LOGIN), Reason.CONTENT,
                "the server wants a login by client_ed25519; give the user mysql_native_password or "
                        + "caching_sha2_password");
    }

    @Test
    void aServerThatRemembersThePasswordIsContentWithItsProof() throws Exception {
        byte[] remembered = Backend.packet(2, new byte[]{1, 3});
        var both = new ByteArrayOutputStream();
        both.writeBytes(remembered);
        both.writeBytes(Backend.packet(3, Backend.OK));
        assertThat(ask(Backend.answering(Passwords.CACHING, both.toByteArray(), Backend.packet(1, Backend.OK)), LOGIN))
                .isInstanceOfSatisfying(Passed.class,
                        passed -> assertThat(passed.text()).isEqualTo("8.4.0, ping answered"));
    }

    @Test
    void aServerThatDoesNotRememberGetsThePasswordUnderItsKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        String pem = "\u0001-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        var told = new CompletableFuture<byte[]>();
        Dialogue full = (in, out) -> {
            out.write(Backend.greeting(Passwords.CACHING));
            Backend.request(in);
            out.write(Backend.packet(2, new byte[]{1, 4}));
            Backend.request(in);
            out.write(Backend.packet(4, pem.getBytes(StandardCharsets.ISO_8859_1)));
            told.complete(Backend.request(in));
            out.write(Backend.packet(6, Backend.OK));
            Backend.request(in);
            out.write(Backend.packet(1, Backend.OK));
            Dialogue.SILENT.hold(in, out);
        };
        assertThat(ask(full, LOGIN)).isInstanceOf(Passed.class);
        assertThat(revealed(told.join(), keys)).isEqualTo("gretel\0");
    }

    private static String revealed(byte[] hidden, KeyPair keys) throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
        byte[] word = cipher.doFinal(hidden);
        for (int i = 0; i < word.length; i++) {
            word[i] ^= Backend.SALT[i % Backend.SALT.length];
        }
        return new String(word, StandardCharsets.UTF_8);
    }

    @Test
    void theAnswerIsJudged() throws Exception {
        assertFailed(ask(Backend.answering(Passwords.NATIVE, Backend.packet(2, Backend.OK), Backend.row("1")), "user",
                "hans", "query", "SELECT @@read_only", "answer", "^0$"), Reason.CONTENT,
                "expected an answer that matches \"^0$\", got \"1\"");
        assertFailed(
                ask(Backend.answering(Passwords.NATIVE, Backend.packet(2, Backend.OK), Backend.error(1, "no table")),
                        "user", "hans", "query", "SELECT x"),
                Reason.CONTENT,
                "expected success of the query, got error 1045: no table");
    }

    @Test
    void noBytesMakeItBreakInAnotherWayThanAFailure() throws Exception {
        var random = new Random(9);
        var all = new ByteArrayOutputStream();
        all.writeBytes(Backend.greeting(Passwords.CACHING));
        all.writeBytes(Backend.packet(2, new byte[]{1, 3}));
        all.writeBytes(Backend.packet(3, Backend.OK));
        all.writeBytes(Backend.row("1"));
        for (int i = 0; i < 200; i++) {
            byte[] bytes = all.toByteArray();
            for (int hits = random.nextInt(4); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(ask((_, out) -> out.write(bytes), "user", "hans", "password", "x", "query", "SELECT 1"))
                    .isNotInstanceOf(Inconclusive.class);
        }
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(Dialogue.SILENT, "query", "SELECT 1")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.SILENT, "tls", "1")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.SILENT, "user", "hans", "answer", "1")).isInstanceOf(Inconclusive.class);
        assertThat(ask(Dialogue.SILENT, "user", "a\0b")).isInstanceOf(Inconclusive.class);
    }
}
