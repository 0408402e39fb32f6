package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords that other users of the machine could read: in the list of processes, and in lvs.cf. */
class SecretsOnTheCommandLineTest {
    @TempDir
    Path folder = Path.of("");

    private static ProbeSecrets typed(String text) {
        return new ProbeSecrets(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPasswordOnStandardInputIsInNoCommandLine() throws IOException {
        Path file;
        try (var secrets = typed("s3cret\n")) {
            List<String> words = secrets.named(List.of("user=joe", "password=@-"));
            assertThat(words).hasSize(2).first().isEqualTo("user=joe");
            assertThat(words.getLast()).startsWith("password=@/").doesNotContain("s3cret");
            assertThat(secrets.warning()).isEmpty();
            file = Path.of(words.getLast().substring("password=@".length()));
            assertThat(file).hasContent("s3cret\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aPasswordAmongTheWordsIsWarnedOf() throws IOException {
        try (var secrets = typed("")) {
            List<String> words = List.of("user=joe", "snmp_community=s3cret", "http-request-body=x", "password=@/f");
            assertThat(secrets.named(words)).isEqualTo(words);
            assertThat(secrets.warning().orElseThrow()).contains("snmp_community, http-request-body",
                    "snmp_community=@-").doesNotContain("s3cret");
        }
    }

    @Test
    void checkWarnsOfPasswordsThatEveryUserCanRead() throws IOException {
        Path file = Files.writeString(folder.resolve("lvs.cf"), "primary = 10.0.0.1\nsmtp_password = s3cret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(check(file)).contains("warning: every user of this machine can read " + file
                + ", and smtp_password stands in it; chmod o-r " + file).doesNotContain("s3cret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(check(file)).doesNotContain("every user");
    }

    private static String check(Path file) {
        var out = new StringWriter();
        Main.commandLine().setOut(new PrintWriter(out, true)).execute("check", file.toString());
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({"0x1b, \\x1b", "0x9b, \\x9b", "0x202e, \\u202e"})
    void aBlocksNameSteersNoTerminal(int character, String shown) throws IOException {
        String steers = Character.toString(character);
        Path file = Files.writeString(folder.resolve("lvs.cf"), "primary = 10.0.0.1\nfailover a" + steers
                + "b {\nvirtual c {\n}\n}\nx" + steers + "y = 1\n");
        assertThat(check(file)).doesNotContain(steers).contains("failover a" + shown + "b of line 2",
                "\"x" + shown + "y\" is no keyword");
    }
}
