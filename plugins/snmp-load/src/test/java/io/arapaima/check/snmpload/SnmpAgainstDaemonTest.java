package io.arapaima.check.snmpload;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class SnmpAgainstDaemonTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private Path directory;
    private SnmpDaemon snmpd;

    @BeforeAll
    void startSnmpd(@TempDir Path directory) throws Exception {
        this.directory = directory;
        snmpd = new SnmpDaemon(directory);
    }

    @AfterAll
    void stopSnmpd() {
        snmpd.close();
    }

    private CheckResult ask(String address, Duration limit, String... optionsAndValues) throws InterruptedException {
        Map<String, String> set = new HashMap<>(
                Map.of("port", Integer.toString(snmpd.port), "community", "everything"));
        for (int i = 0; i < optionsAndValues.length; i += 2) {
            set.put(optionsAndValues[i], optionsAndValues[i + 1]);
        }
        String[] all = set.entrySet().stream().flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new);
        return new Asking(new SnmpLoadCheck(), InetAddress.ofLiteral(address), 80).within(limit, all);
    }

    private static double load(CheckResult result) {
        assertThat(result).isInstanceOf(Passed.class);
        Metric metric = ((Passed) result).metrics().getFirst();
        assertThat(metric.name()).isEqualTo(Metric.LOAD);
        return metric.value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void ucdTellsTheLoadOfThisMachine(String address) throws Exception {
        double before = here();
        double told = load(ask(address, LONG));
        double after = here();
        assertThat(told).isBetween(Math.min(before, after) / 2 - 0.5, Math.max(before, after) * 2 + 0.5);
    }

    private static double here() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).substring(0, 4));
    }

    @Test
    void hostResourcesTellsBusyProcessors() throws Exception {
        assertThat(load(ask("127.0.0.1", LONG, "source", "host-resources"))).isEqualTo(1.25);
    }

    @ParameterizedTest
    @CsvSource({"strong,SHA256,priv-secret,ucd", "old,SHA,priv-secret,ucd", "strong,SHA256,priv-secret,host-resources",
            "signing,SHA512,,ucd"})
    void version3SignsAndEncrypts(String user, String protocol, String privacy, String source) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "auth-secret\n");
        String[] options = {"version", "3", "user", user, "auth-protocol", protocol, "auth-password", "@" + secret,
                "source", source};
        assertThat(load(privacy == null
                ? ask("127.0.0.1", LONG, options)
                : ask("127.0.0.1", LONG, "version", "3", "user", user, "auth-protocol", protocol, "auth-password",
                        "auth-secret", "priv-password", privacy, "source", source)))
                .isNotNegative();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nobody | auth-secret  | priv-secret  | SHA256 | does not know the user
            strong | wrong-secret | priv-secret  | SHA256 | auth-password or auth-protocol is wrong
            strong | auth-secret  | priv-secret  | SHA    | auth-password or auth-protocol is wrong
            """)
    void whatIsWrongWithAUserIsSaid(String user, String authentication, String privacy, String protocol, String said)
            throws Exception {
        assertThat(ask("127.0.0.1", LONG, "version", "3", "user", user, "auth-protocol", protocol, "auth-password",
                authentication, "priv-password", privacy)).isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(Reason.CONTENT);
                    assertThat(failed.text()).contains(said);
                });
    }

    @Test
    void anUnknownCommunityIsSilence() throws Exception {
        assertThat(ask("127.0.0.1", SHORT, "community", "unknown")).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(failed.text()).contains("community");
        });
    }

    @ParameterizedTest
    @CsvSource({"ucd,laLoad", "host-resources,hrProcessorLoad"})
    void aViewWithoutTheLoadIsSaid(String source, String missing) throws Exception {
        assertThat(ask("127.0.0.1", LONG, "community", "narrow", "source", source)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).contains(missing, "view"));
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask("127.0.0.1", LONG, "version", "3")).isInstanceOf(Inconclusive.class);
        assertThat(ask("127.0.0.1", LONG, "version", "3", "user", "u", "auth-password", "short"))
                .isInstanceOf(Inconclusive.class);
        assertThat(ask("127.0.0.1", LONG, "version", "3", "user", "u", "priv-password", "long enough"))
                .isInstanceOf(Inconclusive.class);
        assertThat(ask("127.0.0.1", LONG, "community", "@/no/such/file")).isInstanceOf(Inconclusive.class);
    }
}
