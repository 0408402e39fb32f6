package io.arapaima.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.checkspec.Encoding;
import io.arapaima.checkspec.SystemText;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server, a program and the system get of every option of every check the bytes that stand in lvs.cf, of either encoding. */
class BytesOfOptionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Map<Encoding, String> WORDS = Map.of(Encoding.UTF_8, "\u6b63\u5e38\u30a6\u30a7\u30d6",
            Encoding.ISO_8859_1, "p\u00e4ssw\u00f6rd");
    /** What has no letters but those of ASCII, or is only a name of something here: digits, masks, kinds, certificates. */
    private static final Set<String> PLAIN = Set.of("fingerprint", "sni", "ca-file", "digest", "expect-status", "type",
            "flags", "payload", "reply", "status", "alpn", "json", "tls-key", "client-key", "client-certificate",
            "key-file",
            "cert-file", "client-cert");
    /** Refused when lvs.cf is read, with a rule that says so. */
    private static final Set<String> REFUSED = Set.of("grpc host", "smtp helo", "websocket host", "sip user");
    /** Never on the wire as they are: part of a hash, which the checks' own tests compare. */
    private static final Set<String> HASHED = Set.of("radius secret", "radius password", "mysql password",
            "snmp-load auth-password", "snmp-load priv-password", "snmp-load user");
    /** One code, another door. */
    private static final Map<String, String> SAME = Map.of("https", "http", "imaps", "imap", "ldaps", "ldap", "pops",
            "pop", "submission", "smtp", "nagios", "exec", "my-redis", "redis");

    @TempDir
    private Path folder;

    /**
     * A server's whole part of a conversation, said at once, and what it must have heard.
     *
     * @param check the check
     * @param says what the server says; W stands for the word
     * @param options option = value, separated by blanks; W stands for the word
     * @param heard what must have come, separated by blanks; B stands before what came in Base64, 0 for a zero byte
     */
    record Talk(String check, String says, String options, String heard) {}

    private static final List<Talk> TALKS = List.of(
            new Talk("agent", "up\n", "send=W", "W"),
            new Talk("amqp", "\1\0\0\0\0\0\30\0\n\0\n\0\t\0\0\0\0\0\0\0\5PLAIN\0\0\0\1C\u00ce"
                    + "\1\0\0\0\0\0\14\0\n\0\36\0\0\0\2\0\0\0\0\u00ce" + "\1\0\0\0\0\0\5\0\n\0)\0\u00ce"
                    + "\1\0\1\0\0\0\10\0\24\0\13\0\0\0\0\u00ce", "user=uW password=pW vhost=vW queue=qW",
                    "0uW0pW vW qW"),
            new Talk("ftp", "220 hi\r\n331 word\r\n230 in\r\n200 ok\r\n213 5\r\n221 bye\r\n",
                    "user=uW password=pW file=fW", "uW pW fW"),
            new Talk("grpc", "", "service=sW", "sW"),
            new Talk("http", "HTTP/1.1 200 OK\r\nContent-Length: LEN\r\n\r\nW",
                    "method=POST path=/W host=hW header=X:xW request-body=bW user=uW password=pW body=W",
                    "/W hW xW bW BuW:pW"),
            new Talk("imap", "* OK hi\r\n* CAPABILITY IMAP4rev1\r\na1 OK\r\n+ go\r\n+ go\r\na2 OK\r\n+ go\r\na3 OK\r\n",
                    "user=uW password=pW mailbox=mW", "uW pW M"),
            new Talk("ldap", "0\14\2\1\1a\7\n\1\0\4\0\4\0", "bind-dn=uW password=pW base=bW", "uW pW bW"),
            new Talk("mqtt", " \2\0\0", "client-id=cW user=uW password=pW", "cW uW pW"),
            new Talk("mysql", "G\0\0\0\n5.7\0\1\0\0\0abcdefgh\0\u00ff\u00f7\10\2\0\u00ff\u0081\25"
                    + "\0\0\0\0\0\0\0\0\0\0ijklmnopqrst\0mysql_native_password\0" + "\7\0\0\2\0\0\0\2\0\0\0",
                    "user=uW database=dW query=qW", "uW dW qW"),
            new Talk("nntp", "200 hi\r\n381 word\r\n281 in\r\n211 1 1 1 g\r\n", "user=uW password=pW group=gW",
                    "uW pW gW"),
            new Talk("pop", "+OK hi\r\n+OK\r\n+OK\r\n+OK 1 1\r\n", "user=uW password=pW", "uW pW"),
            new Talk("postgresql", "R\0\0\0\10\0\0\0\3R\0\0\0\10\0\0\0\0Z\0\0\0\5I",
                    "user=uW password=pW database=dW query=qW", "uW pW dW qW"),
            new Talk("redis", "+OK\r\n+PONG\r\n", "user=uW password=pW", "uW pW"),
            new Talk("send-expect", "W", "send=sW expect=W", "sW"),
            new Talk("smtp", "220 hi W\r\n250-x\r\n250 AUTH PLAIN\r\n235 in\r\n250 ok\r\n250 ok\r\n250 ok\r\n",
                    "greeting=W from=fW@x to=tW@x user=uW password=pW", "fW tW B0uW0pW"),
            new Talk("ssh", "SSH-2.0-x W\r\n", "banner=W", ""),
            new Talk("websocket", "", "path=/W origin=oW protocol=rW", "/W oW rW"),
            new Talk("dns", "", "name=nW", "nW"),
            new Talk("radius", "", "secret=s user=uW password=p nas-identifier=iW", "uW iW"),
            new Talk("snmp-load", "", "community=cW port=PORT", "cW"));

    record Case(Talk talk, Encoding encoding) {
        @Override
        public String toString() {
            return talk.check() + " in " + encoding.words();
        }
    }

    static Stream<Case> cases() {
        return TALKS.stream().flatMap(talk -> Stream.of(Encoding.values()).map(each -> new Case(talk, each)));
    }

    private static byte[] bytes(String word, Encoding encoding) {
        return word.getBytes(encoding == Encoding.UTF_8 ? StandardCharsets.UTF_8 : ISO_8859_1);
    }

    private static Check check(String name) {
        return CatalogueRulesTest.checks().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private static CheckResult ask(Check check, int port, Encoding encoding, Map<String, String> set) throws Exception {
        assertThat(OptionRule.problem(check.options(), check.rules(), set)).isEmpty();
        var transport = check.name().equals("dns") ? Target.Transport.UDP : Target.Transport.TCP;
        var target = new Target(InetAddress.getLoopbackAddress(), port, transport, LIMIT,
                Options.of(check.options(), set));
        try {
            return OptionText.within(encoding, () -> check.probe(target, Deadline.in(LIMIT)));
        } catch (IOException e) {
            return CheckResult.of(e);
        }
    }

    private static Map<String, String> set(String options, String word) {
        Map<String, String> set = new TreeMap<>();
        for (String each : options.split(" ", -1)) {
            int equals = each.indexOf('=');
            set.put(each.substring(0, equals), each.substring(equals + 1).replace("W", word));
        }
        return set;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aServerHearsThem(Case one) throws Exception {
        Encoding encoding = one.encoding();
        String word = Objects.requireNonNull(WORDS.get(encoding));
        String raw = new String(bytes(word, encoding), ISO_8859_1);
        Talk talk = one.talk();
        String says = talk.says().replace("LEN", Integer.toString(raw.length())).replace("W", raw);
        boolean datagrams = Set.of("dns", "radius", "snmp-load").contains(talk.check());
        CheckResult result;
        try (var server = new Hearing(says.getBytes(ISO_8859_1), datagrams)) {
            result = ask(check(talk.check()), server.port(), encoding,
                    set(talk.options().replace("PORT", Integer.toString(server.port())), word));
            String heard = server.heard();
            for (String each : talk.heard().split(" ", -1)) {
                String wanted = each.replace("0", "\0").replace("W", raw);
                if (each.equals("M")) {
                    wanted = encoding == Encoding.UTF_8 ? "\"m&" : "\"mp&AOQ-ssw&APY-rd\"";
                } else if (each.startsWith("B")) {
                    wanted = Base64.getEncoder().encodeToString(wanted.substring(1).getBytes(ISO_8859_1));
                }
                assertThat(heard).as("%s, which ended with %s", each, result).contains(wanted);
            }
        }
        if (Set.of("http", "send-expect", "ssh", "agent").contains(talk.check())) {
            assertThat(result).isInstanceOf(CheckResult.Passed.class);
        }
    }

    /** Also of a locale that lacks the letters, and of a file that is no UTF-8 at all. */
    @ParameterizedTest
    @MethodSource("encodings")
    void theSystemGetsThem(Encoding encoding) throws Exception {
        String word = Objects.requireNonNull(WORDS.get(encoding));
        String inside = folder.resolve("x") + word;
        make(encoding, inside);
        String program = inside + "/p" + word;
        var printed = ask(check("exec"), 1, encoding,
                Map.of("program", program + " '" + word + "'", "expect", word));
        assertThat(printed).isInstanceOf(CheckResult.Passed.class);
        assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(bytes(word, encoding));
        assertThat(ask(check("uptime-load"), 1, encoding, Map.of("command", program + " x" + word)).toString())
                .contains("bad load average");
        assertThat(Files.readAllBytes(folder.resolve("out"))).isEqualTo(bytes("x" + word, encoding));
        assertThat(ask(check("file"), 1, encoding, Map.of("path", inside + "/state")))
                .isInstanceOf(CheckResult.Passed.class);
        assertThat(ask(check("file"), 1, encoding, Map.of("path", inside + "/none", "missing", "fail")))
                .isInstanceOf(CheckResult.Failed.class);
        assertThat(ask(check("exec"), 1, encoding, Map.of("program", program + "none")))
                .isInstanceOf(CheckResult.Inconclusive.class);
        try (var server = new Hearing("+OK\r\n+PONG\r\n".getBytes(ISO_8859_1), false)) {
            var _ = ask(check("redis"), server.port(), encoding, Map.of("password", "@" + inside + "/secret"));
            assertThat(server.heard()).contains("pass\u00e9\u00ff\r\n");
        }
    }

    static Stream<Encoding> encodings() {
        return Stream.of(Encoding.values());
    }

    private void make(Encoding encoding, String inside) throws Exception {
        Files.writeString(folder.resolve("p"),
                "#!/bin/sh\nprintf %s \"$1\" >" + folder.resolve("out") + "\nprintf %s \"$1\"\n");
        Files.write(folder.resolve("secret"), "pass\u00e9\u00ff\n".getBytes(ISO_8859_1));
        Files.writeString(folder.resolve("state"), "up\n");
        List<String> words = SystemText.words(List.of("/bin/sh", "-c",
                "mkdir \"$1\" && cp p \"$1/p$2\" && chmod 755 \"$1/p$2\" && cp secret state \"$1\"", "sh", inside,
                WORDS.get(encoding)), encoding);
        Process shell = new ProcessBuilder(words).directory(folder.toFile()).inheritIO().start();
        assertThat(shell.waitFor()).isZero();
    }

    /** A new option has to be said here, or it is nobody's. */
    @Test
    void noOptionIsForgotten() {
        Set<String> walked = new TreeSet<>(Set.of("exec program", "exec expect", "file path", "uptime-load command"));
        TALKS.forEach(talk -> set(talk.options(), "").keySet().forEach(name -> walked.add(talk.check() + " " + name)));
        List<String> forgotten = new ArrayList<>();
        for (Check check : CatalogueRulesTest.checks()) {
            for (OptionSpec option : check.options()) {
                String name = SAME.getOrDefault(check.name(), check.name()) + " " + option.name();
                boolean text = option.type() == OptionSpec.Type.TEXT || option.type() == OptionSpec.Type.PATH;
                if (text && !walked.contains(name) && !PLAIN.contains(option.name()) && !REFUSED.contains(name)
                        && !HASHED.contains(name)) {
                    forgotten.add(name);
                }
            }
        }
        assertThat(forgotten).isEmpty();
    }

    /** A body is compared in the encoding that it declares, and as bytes. */
    @Test
    void aDeclaredEncodingIsRead() throws Exception {
        byte[] body = "\u6b63\u5e38".getBytes(Charset.forName("Shift_JIS"));
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"%s\"\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        for (String charset : List.of("Shift_JIS", "shift_jis")) {
            assertThat(asked(head.formatted(charset), body, "\u6b63\u5e38", Encoding.UTF_8))
                    .isInstanceOf(CheckResult.Passed.class);
        }
        assertThat(asked(head.formatted("utf-8"), body, "\u6b63\u5e38", Encoding.UTF_8))
                .isInstanceOf(CheckResult.Failed.class);
        // A file in Shift_JIS is read as ISO 8859-1, and its bytes are those of the page.
        assertThat(asked(head.formatted("nonesuch"), body, Encoding.ISO_8859_1.text(body), Encoding.ISO_8859_1))
                .isInstanceOf(CheckResult.Passed.class);
    }

    private static CheckResult asked(String head, byte[] body, String wanted, Encoding encoding) throws Exception {
        String answer = head + new String(body, ISO_8859_1);
        try (var server = new Hearing(answer.getBytes(StandardCharsets.ISO_8859_1), false)) {
            return ask(check("http"), server.port(), encoding, Map.of("body", java.util.regex.Pattern.quote(wanted)));
        }
    }
}
