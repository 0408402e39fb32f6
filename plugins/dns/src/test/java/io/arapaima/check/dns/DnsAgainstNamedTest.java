package io.arapaima.check.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import io.arapaima.check.Target.Transport;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a name server that is one: BIND 9, with a signed zone of our own. */
@TestInstance(Lifecycle.PER_CLASS)
class DnsAgainstNamedTest {
    private static final String ZONE = """
            $TTL 60
            @ SOA ns1 hostmaster 7 3600 600 86400 60
            @ NS ns1
            @ MX 10 mail
            ns1 A 127.0.0.1
            www A 192.0.2.80
            www A 192.0.2.81
            www AAAA 2001:db8::80
            mail CNAME www
            away CNAME www.example.net.
            @ TXT "v=spf1 -all"
            @ CAA 0 issue "ca.example.net"
            _sip._udp SRV 1 2 5060 www
            """;

    private RealServer named;
    private int port;

    @BeforeAll
    void startNamed(@TempDir Path folder) throws Exception {
        String program = RealServer.program("/usr/sbin/named", "bind9").toString();
        port = RealServer.freePort();
        var zone = new StringBuilder(ZONE);
        for (int i = 0; i < 60; i++) {
            zone.append("many A 198.51.100.").append(i).append('\n');
        }
        Files.writeString(folder.resolve("zone"), zone);
        Files.writeString(folder.resolve("reverse"), """
                $TTL 60
                @ SOA ns1.example.org. hostmaster.example.org. 1 3600 600 86400 60
                @ NS ns1.example.org.
                80 PTR www.example.org.
                """);
        Path conf = Files.writeString(folder.resolve("named.conf"), """
                options {
                  directory "%1$s"; pid-file "%1$s/pid"; session-keyfile "%1$s/session.key";
                  managed-keys-directory "%1$s"; listen-on port %2$d { 127.0.0.1; };
                  listen-on-v6 port %2$d { ::1; }; recursion no; dnssec-validation no; version "as told";
                };
                controls {};
                zone "example.org" { type primary; file "%1$s/zone"; dnssec-policy default; inline-signing yes; };
                zone "2.0.192.in-addr.arpa" { type primary; file "%1$s/reverse"; };
                """.formatted(folder, port));
        named = RealServer.start(folder, program, "-g", "-n", "1", "-c", conf.toString());
        // It answers before it has signed, and signs a few names at a time.
        named.await(() -> named.printed().contains("all zones loaded") && ask(Transport.TCP, "name", "www.example.org",
                "type", "A", "dnssec", "1", "min-answers", "3") instanceof Passed);
    }

    @AfterAll
    void stopNamed() {
        named.close();
    }

    private CheckResult ask(Transport transport, String... options) throws InterruptedException {
        return new Asking(new DnsCheck(), InetAddress.ofLiteral("127.0.0.1"), port, transport).with(options);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            example.org           | SOA  | ^ns1.example.org. hostmaster.example.org. \\d+ 3600 600 86400 60$
            example.org           | NS   | ^ns1\\.example\\.org\\.$
            example.org           | MX   | ^10 mail\\.example\\.org\\.$
            www.example.org       | A    | ^192\\.0\\.2\\.81$
            WWW.example.ORG.      | AAAA | ^2001:db8::80$
            mail.example.org      | A    | ^192\\.0\\.2\\.80$
            example.org           | TXT  | ^"v=spf1 -all"$
            example.org           | CAA  | ^0 issue "ca.example.net"$
            _sip._udp.example.org | SRV  | ^1 2 5060 www\\.example\\.org\\.$
            192.0.2.80            | PTR  | ^www\\.example\\.org\\.$
            """)
    void everyTypeIsAskedForOverBothTransports(String name, String type, String answer) throws Exception {
        for (Transport transport : new Transport[]{Transport.UDP, Transport.TCP}) {
            assertThat(ask(transport, "name", name, "type", type, "answer", answer, "flags", "aa"))
                    .as("%s %s over %s", name, type, transport).isInstanceOf(Passed.class);
        }
    }

    @Test
    void whatIsNotThereIsNxdomainAndWhatIsForeignIsRefused() throws Exception {
        assertThat(ask(Transport.UDP, "name", "gone.example.org", "type", "A"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected the response code NOERROR, got NXDOMAIN"));
        assertThat(ask(Transport.UDP, "name", "gone.example.org", "rcode", "NXDOMAIN")).isInstanceOf(Passed.class);
        assertThat(ask(Transport.UDP)).isEqualTo(
                new Failed(Reason.CONTENT, "expected the response code NOERROR, got REFUSED"));
        assertThat(ask(Transport.UDP, "name", "ns1.example.org", "type", "MX")).isEqualTo(
                new Failed(Reason.CONTENT, "expected at least 1 record of type MX, got 0 records"));
        assertThat(ask(Transport.UDP, "name", "away.example.org", "type", "A")).isEqualTo(new Failed(Reason.CONTENT,
                "expected at least 1 record of type A, got 0 of that type in 1 record: CNAME www.example.net."));
        assertThat(ask(Transport.TCP, "name", "away.example.org", "type", "CNAME")).isInstanceOf(Passed.class);
    }

    @Test
    void anAnswerTooLongForADatagramIsFetchedOverTcp() throws Exception {
        assertThat(ask(Transport.UDP, "name", "many.example.org", "type", "A", "min-answers", "60"))
                .isInstanceOf(Passed.class);
        assertThat(ask(Transport.UDP, "name", "many.example.org", "type", "A", "transport", "udp"))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text()).contains("truncated"));
    }

    @Test
    void signaturesComeWhenTheyAreAskedFor() throws Exception {
        assertThat(ask(Transport.UDP, "name", "www.example.org", "type", "A", "dnssec", "1", "min-answers", "3"))
                .isInstanceOfSatisfying(Passed.class, passed -> assertThat(passed.text()).contains("RRSIG"));
        assertThat(ask(Transport.UDP, "name", "www.example.org", "type", "A", "min-answers", "3"))
                .isInstanceOf(Failed.class);
    }

    @Test
    void theServersVersionIsChaos() throws Exception {
        assertThat(ask(Transport.UDP, "name", "version.bind", "type", "TXT", "class", "CH", "answer", "as told"))
                .isInstanceOf(Passed.class);
    }

    @Test
    void ipv6Works() throws Exception {
        assertThat(new Asking(new DnsCheck(), InetAddress.ofLiteral("::1"), port, Transport.UDP).with("name",
                "example.org")).isInstanceOf(Passed.class);
    }
}
