package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a difference, which goes to journal, mail and events, shows of values that may hold a password: not that. */
class MaskedTextTest {
    private static final CheckCatalogue CATALOGUE = new CheckCatalogue(List.of(
            declared("http", "request-body", "header", "path", "password"), declared("exec", "program"),
            declared("nagios", "program"), declared("uptime-load", "command"), declared("send-expect", "send"),
            declared("udp", "payload"), declared("mysql", "query")));

    private static CheckDeclaration declared(String name, String... options) {
        return new CheckDeclaration(name, "For the tests.", true,
                List.of(options).stream()
                        .map(option -> new CheckOption(option, OptionType.TEXT, "", Optional.empty(),
                                OptionalLong.empty(), OptionalLong.empty(), List.of(), "For the tests."))
                        .toList());
    }

    private static LvsConfig with(String line) {
        return LvsConfReader.read("primary = 10.0.0.1\nvirtual web {\nactive = 1\naddress = 10.0.0.9 eth0:1\n" + line
                + "\nserver s1 {\naddress = 10.0.0.11\nactive = 1\n}\n}\n", CATALOGUE, HostResolver.none())
                .config().orElseThrow();
    }

    private static String difference(String before, String after) {
        List<String> lines = ConfigDiff.between(with(before), with(after));
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "http_request_body = \"pin=s3cret\" | http_request_body = \"pin=s3cret2\" | http_request_body *** -> ***",
            "http_header = \"A: s3cret\" | http_header = \"A: s3cret2\" | http_header *** -> ***",
            "http_path = /up?key=s3cret | http_path = /up?key=s3cret2 | http_path /up?*** -> /up?***",
            "http_path = http://joe:s3cret@h/x | http_path = http://joe:s3cret@h/y | http_path http://***@h/x -> http://***@h/y",
            "exec_program = \"/x -p s3cret\" | exec_program = \"/y -p s3cret\" | exec_program \"/x ***\" -> \"/y ***\"",
            "nagios_program = \"/x -C s3cret\" | nagios_program = \"/x\" | nagios_program \"/x ***\" -> /x",
            "uptime_load_command = \"/x s3cret\" | uptime_load_command = /y | uptime_load_command \"/x ***\" -> /y",
            "send_expect_send = \"AUTH s3cret\" | send_expect_send = \"AUTH s3cret2\" | send_expect_send *** -> ***",
            "udp_payload = s3cret | udp_payload = s3cret2 | udp_payload *** -> ***",
            "mysql_query = \"select s3cret\" | mysql_query = \"select 1\" | mysql_query *** -> ***",
            "send = \"AUTH s3cret\" | send = \"AUTH s3cret2\" | send *** -> ***",
            "send_program = \"/x -p s3cret\" | send_program = \"/x -p s3cret2\" | send_program \"/x ***\" -> \"/x ***\"",
            "load_monitor = \"/x s3cret\" | load_monitor = uptime | load_monitor \"/x ***\" -> uptime",
            "quorum_up = \"/x -p s3cret\" | quorum_up = \"/y\" | quorum_up \"/x ***\" -> \"/y\""})
    void aDifferenceShowsNoPassword(String before, String after, String shown) {
        assertThat(difference(before, after)).isEqualTo("virtual web: " + shown).doesNotContain("s3cret");
    }

    @Test
    void whatIsNoPasswordIsShown() {
        assertThat(difference("http_path = /up", "http_path = /down")).isEqualTo("virtual web: http_path /up -> /down");
        assertThat(difference("expect = \"HTTP\"", "expect = \"OK\"")).contains("HTTP", "OK");
        assertThat(MaskedText.command("/sbin/service")).isEqualTo("/sbin/service");
        assertThat(MaskedText.command("  /sbin/service\thttpd start ")).isEqualTo("/sbin/service ***");
    }

    @Test
    void aSecretIsReadFromAnOrdinaryFileOnly() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new Secret("@/dev/zero").reveal()))
                .hasMessageContaining("no ordinary file");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new Secret("@/proc/kallsyms").reveal()))
                .as("a file that says it is empty").hasMessageContaining("more than 4096 bytes");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new Secret("@" + Path.of("/etc")).reveal()))
                .hasMessageContaining("no ordinary file");
    }

    @Test
    void secretsInTheFileItselfAreFound() {
        assertThat(ClearSecrets.in(with("http_password = x"))).containsExactly("virtual web: http_password");
        assertThat(ClearSecrets.in(with("http_password = @/etc/x"))).isEmpty();
        assertThat(ClearSecrets.in(LvsConfReader.read("primary = 10.0.0.1\nsmtp_password = x\n", CATALOGUE,
                HostResolver.none()).config().orElseThrow())).containsExactly("smtp_password");
    }
}
