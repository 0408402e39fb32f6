package io.arapaima.check.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class LdapAgainstSlapdTest {
    private static final String ADMIN = "cn=admin,dc=example,dc=org";

    private RealServer slapd;
    private Asking ldap;
    private Asking ldaps;

    @BeforeAll
    void startSlapd(@TempDir Path folder) throws Exception {
        String program = RealServer.program("/usr/sbin/slapd", "slapd").toString();
        SelfSigned certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        Files.createDirectory(folder.resolve("data"));
        // GnuTLS does not read a key as the JDK writes it.
        Path key = folder.resolve("slapd.key");
        assertThat(new ProcessBuilder(RealServer.program("/usr/bin/openssl", "openssl").toString(), "ec", "-in",
                certificate.key().toString(), "-out", key.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl").toFile()).start().waitFor()).isZero();
        Path conf = Files.writeString(folder.resolve("slapd.conf"), """
                include /etc/ldap/schema/core.schema
                modulepath /usr/lib/ldap
                moduleload back_mdb
                pidfile %1$s/pid
                argsfile %1$s/args
                TLSCertificateFile %2$s
                TLSCertificateKeyFile %3$s
                database mdb
                maxsize 10485760
                suffix "dc=example,dc=org"
                rootdn "%4$s"
                rootpw gretel
                directory %1$s/data
                access to dn.base="ou=private,dc=example,dc=org" by * none
                access to * by * read
                """.formatted(folder, certificate.certificate(), key, ADMIN));
        Path entries = Files.writeString(folder.resolve("entries.ldif"), """
                dn: dc=example,dc=org
                objectClass: organization
                objectClass: dcObject
                o: Example
                dc: example

                dn: ou=private,dc=example,dc=org
                objectClass: organizationalUnit
                ou: private

                """);
        assertThat(new ProcessBuilder(program, "-T", "add", "-f", conf.toString(), "-l", entries.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("add").toFile()).start().waitFor())
                .as("slapadd: %s", Files.readString(folder.resolve("add"))).isZero();
        int plain = RealServer.freePort();
        int tls = RealServer.freePort();
        slapd = RealServer.start(folder, program, "-d", "none", "-f", conf.toString(), "-h",
                "ldap://127.0.0.1:" + plain + " ldaps://127.0.0.1:" + tls);
        slapd.awaitPort(plain);
        slapd.awaitPort(tls);
        ldap = new Asking(new LdapCheck(), plain);
        ldaps = new Asking(new LdapsCheck(), tls);
    }

    @AfterAll
    void stopSlapd() {
        slapd.close();
    }

    private static void assertFailed(CheckResult result, String text) {
        assertThat(result).isEqualTo(new Failed(Reason.CONTENT, text));
    }

    @Test
    void anybodyMayBindAndFindAnEntry() throws Exception {
        assertThat(ldap.with()).isInstanceOf(Passed.class);
        assertThat(ldap.with("base", "dc=example,dc=org", "entry", "^o: Example$")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("dn: dc=example,dc=org"));
        assertThat(ldap.with("base", "", "entry", "^objectClass: OpenLDAProotDSE$")).isInstanceOf(Passed.class);
        assertFailed(ldap.with("base", "ou=gone,dc=example,dc=org"),
                "expected success of the search for ou=gone,dc=example,dc=org, got noSuchObject (32)");
        assertFailed(ldap.with("base", "ou=private,dc=example,dc=org"),
                "expected success of the search for ou=private,dc=example,dc=org, got noSuchObject (32)");
    }

    @Test
    void aNameAndItsPasswordLetIn() throws Exception {
        assertThat(ldap.with("bind-dn", ADMIN, "password", "gretel", "base", "ou=private,dc=example,dc=org"))
                .isInstanceOf(Passed.class);
        assertFailed(ldap.with("bind-dn", ADMIN, "password", "hansel"),
                "expected success of the bind of " + ADMIN + ", got invalidCredentials (49)");
    }

    @Test
    void starttlsAndTlsFromTheFirstByte() throws Exception {
        for (CheckResult each : new CheckResult[]{ldap.with("tls", "starttls", "base", "dc=example,dc=org"),
                ldaps.with("base", "dc=example,dc=org", "bind-dn", ADMIN, "password", "gretel")}) {
            assertThat(each).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.metrics().getFirst().value()).isBetween(17.0, 20.0));
        }
        assertThat(ldaps.with("verify", "1")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.TLS));
    }
}
