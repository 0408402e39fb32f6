package io.arapaima.check.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Notice;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(ask(Dialogue.greeting("220 mx.example.org\r\n"))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("the answer is no packet of MySQL"));
        assertFailed(ask((_, out) -> out.write(Backend.packet(0, new byte[]{9, 'a', 0}))), Reason.PROTOCOL,
                "expected a greeting of protocol version 10, got a packet that begins with 0x9 \"a\"");
    }

    @Test
    void aRefusedLoginNamesTheUserAndNeverThePassword() throws Exception {
        assertFailed(ask(Backend.answering(Passwords.NATIVE, Backend.error(2, "Access denied")), LOGIN), Reason.CONTENT,
                "expected success of the login of hans, got error 1045: Access denied");
    }

    private static Dialogue switching(String plugin, byte[]... answers) {
        byte[][] all = new byte[answers.length + 1][];
        all[0] = Backend.packet(2, ("\u00fe" + plugin).getBytes(StandardCharsets.ISO_8859_1));
        System.arraycopy(answers, 0, all, 1, answers.length);
        return Backend.answering(Passwords.NATIVE, all);
    }

    /** Which login an account has is a setting of the account, and no fault of its server. */
    @Test
    void aLoginThatIsNotKnownHereSaysNothingAboutTheServer() throws Exception {
        assertThat(ask(switching("auth_gssapi_client\0x\0"), LOGIN)).isEqualTo(new Inconclusive(
                "the server wants a login by auth_gssapi_client, which this check does not know; give its user "
                        + "mysql_native_password, caching_sha2_password or ed25519"));
        assertThat(ask(switching(""), LOGIN)).isInstanceOfSatisfying(Inconclusive.class,
                said -> assertThat(said.cause()).contains("mysql_old_password"));
        assertThat(ask(switching("mysql_clear_password\0"), LOGIN)).isInstanceOfSatisfying(Inconclusive.class,
                said -> assertThat(said.cause()).contains("set mysql_tls = 1"));
    }

    /** The numbers of MySQL 5.7, 8.4 and MariaDB 10.11 for an account that cannot be used although its password is right. */
    @ParameterizedTest
    @ValueSource(ints = {1203, 1226, 1862, 3118, 4151})
    void anAccountThatCannotBeUsedProvesThatItsServerWorks(int code) throws Exception {
        Dialogue refusing = Backend.answering(Passwords.NATIVE, Backend.error(2, code, "not today"));
        assertThat(ask(refusing, LOGIN)).isInstanceOfSatisfying(Passed.class, passed -> assertThat(passed.notice())
                .contains(new Notice("login of hans",
                        "the password is right, but the account cannot be used: error " + code + ": not today")));
        assertThat(ask(refusing, "user", "hans", "password", "gretel", "query", "SELECT 1"))
                .isInstanceOf(Inconclusive.class);
    }

    /** Nobody is let in by a server that is full, going down, or has no such database. */
    @ParameterizedTest
    @ValueSource(ints = {1040, 1045, 1049, 1053, 1130, 3955})
    void aServerThatLetsNobodyInFails(int code) throws Exception {
        assertThat(ask(Backend.answering(Passwords.NATIVE, Backend.error(2, code, "no")), LOGIN))
                .isEqualTo(new Failed(Reason.CONTENT,
                        "expected success of the login of hans, got error " + code + ": no"));
    }

    @Test
    void aRefusalInsteadOfAGreetingIsJudgedByWhomItRefuses() throws Exception {
        Dialogue stranger = (_, out) -> out.write(Backend.error(0, 1130, "Host 'x' is not allowed to connect"));
        assertThat(ask(stranger)).isInstanceOf(Passed.class);
        assertThat(ask(stranger, LOGIN)).isInstanceOf(Failed.class);
        assertThat(ask((_, out) -> out.write(Backend.error(0, 1129, "Host 'x' is blocked"))))
                .isInstanceOfSatisfying(Inconclusive.class,
                        said -> assertThat(said.cause()).contains("FLUSH HOSTS", "error 1129"));
        assertFailed(ask((_, out) -> out.write(Backend.error(0, 1040, "Too many connections"))), Reason.CONTENT,
                "expected success of the greeting, got error 1040: Too many connections");
    }

    /** RFC 8032's second test, with a password of one byte; and a password of MariaDB's, whose 32 bytes to sign end with a zero. */
    @Test
    void theSignatureIsThatOfEd25519() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] seed = Arrays.copyOfRange(keys.getPrivate().getEncoded(), 16, 48);
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (byte) ('a' + (seed[i] & 15));
        }
        byte[] encoded = keys.getPrivate().getEncoded();
        System.arraycopy(seed, 0, encoded, 16, 32);
        byte[] challenge = Arrays.copyOf("signed by a password of 32 byte".getBytes(StandardCharsets.US_ASCII), 32);
        Signature java = Signature.getInstance("Ed25519");
        java.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        java.update(challenge);
        assertThat(Ed25519.signature(new String(seed, StandardCharsets.US_ASCII), challenge))
                .as("of 32 characters, where Java "
                        + "can tell what is right")
                .isEqualTo(java.sign());
        var told = new CompletableFuture<byte[]>();
        Dialogue mariadb = (in, out) -> {
            out.write(Backend.greeting(Passwords.NATIVE));
            Backend.request(in);
            var change = new ByteArrayOutputStream();
            change.writeBytes("\u00feclient_ed25519\0".getBytes(StandardCharsets.ISO_8859_1));
            change.writeBytes(challenge);
            out.write(Backend.packet(2, change.toByteArray()));
            told.complete(Backend.request(in));
            out.write(Backend.packet(4, Backend.OK));
            Backend.request(in);
            out.write(Backend.packet(1, Backend.OK));
            Dialogue.SILENT.hold(in, out);
        };
        assertThat(ask(mariadb, LOGIN)).isInstanceOf(Passed.class);
        assertThat(told.join()).isEqualTo(Ed25519.signature("gretel", challenge)).hasSize(64);
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

    /** As above, by the plugin of MySQL 5.6, which tells its key in the first answer. */
    @Test
    void theOlderPluginGetsThePasswordUnderItsKeyToo() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        var told = new CompletableFuture<byte[]>();
        Dialogue full = (in, out) -> {
            out.write(Backend.greeting(Passwords.SHA256));
            Backend.request(in);
            out.write(Backend.packet(2, ("\u00fesha256_password\0"
                    + new String(Backend.SALT, StandardCharsets.US_ASCII) + "\0")
                    .getBytes(StandardCharsets.ISO_8859_1)));
            assertThat(Backend.request(in)).containsExactly(1);
            out.write(Backend.packet(4, pem(keys)));
            told.complete(Backend.request(in));
            out.write(Backend.packet(6, Backend.OK));
            Backend.request(in);
            out.write(Backend.packet(1, Backend.OK));
            Dialogue.SILENT.hold(in, out);
        };
        assertThat(ask(full, LOGIN)).isInstanceOf(Passed.class);
        assertThat(revealed(told.join(), keys)).isEqualTo("gretel\0");
    }

    private static byte[] pem(KeyPair keys) {
        return ("\u0001-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aServerThatDoesNotRememberGetsThePasswordUnderItsKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        var told = new CompletableFuture<byte[]>();
        Dialogue full = (in, out) -> {
            out.write(Backend.greeting(Passwords.CACHING));
            Backend.request(in);
            out.write(Backend.packet(2, new byte[]{1, 4}));
            Backend.request(in);
            out.write(Backend.packet(4, pem(keys)));
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
            CheckResult result = ask((_, out) -> out.write(bytes), "user", "hans", "password", "x", "query",
                    "SELECT 1");
            if (result instanceof Inconclusive(String cause)) {
                assertThat(cause).startsWith("the server wants a login by ");
            }
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
