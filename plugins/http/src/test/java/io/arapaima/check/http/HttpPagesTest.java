package io.arapaima.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Several pages, digests and JSON of a real web server, and the same server behind a real proxy. */
@TestInstance(Lifecycle.PER_CLASS)
class HttpPagesTest {
    /** As md5sum and sha256sum print them for "It works" and a line feed. */
    private static final String MD5 = "77b35f88912117d5a1d3932ff229b9d7";
    private static final String SHA256 = "35911f93e085adbccdf65e5b451cfceb2b771e4a20033635808234955a4e8e18";

    private Nginx nginx;
    private RealServer tinyproxy;
    private Asking http;
    private Asking https;
    private Asking proxy;

    @BeforeAll
    void start(@TempDir Path folder, @TempDir Path proxyFolder) throws Exception {
        nginx = new Nginx(folder);
        http = new Asking(new HttpCheck(), nginx.plain);
        https = new Asking(new HttpsCheck(), nginx.tls);
        int port = RealServer.freePort();
        Path conf = Files.writeString(proxyFolder.resolve("tinyproxy.conf"),
                "Port " + port + "\nListen 127.0.0.1\nTimeout 10\nMaxClients 10\n");
        tinyproxy = RealServer.start(proxyFolder,
                RealServer.program("/usr/bin/tinyproxy", "tinyproxy-bin").toString(), "-d", "-c", conf.toString());
        tinyproxy.awaitPort(port);
        proxy = new Asking(new HttpCheck(), port);
    }

    @AfterAll
    void stop() {
        tinyproxy.close();
        nginx.close();
    }

    @Test
    void everyPageMustPass() throws Exception {
        assertThat(http.with("path", "/ /health  /empty")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("3 pages, the last one 204 No Content, 0 bytes"));
        assertThat(https.with("path", "/ /health")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.metrics()).hasSize(1));
        assertThat(http.with("path", "/ /broken /health")).isEqualTo(new Failed(Reason.CONTENT,
                "/broken: expected status 200-299, got 503 Service Temporarily Unavailable"));
        assertThat(http.with("path", "/ ".repeat(17))).isInstanceOf(Inconclusive.class);
        assertThat(http.with("path", " ")).isInstanceOf(Inconclusive.class);
    }

    @Test
    void theBodyHasItsDigest() throws Exception {
        assertThat(http.with("digest", MD5)).isInstanceOf(Passed.class);
        assertThat(http.with("digest", SHA256.toUpperCase(java.util.Locale.ROOT))).isInstanceOf(Passed.class);
        assertThat(http.with("path", "/health / /", "digest", "- " + MD5 + " " + SHA256)).isInstanceOf(Passed.class);
        assertThat(http.with("path", "/health", "digest", MD5)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("expected the MD5 " + MD5 + ", got "));
        assertThat(http.with("digest", MD5, "max-body", "9")).isInstanceOf(Passed.class);
        assertThat(http.with("digest", MD5, "max-body", "8")).isEqualTo(new Failed(Reason.CONTENT,
                "the body is longer than the 8 bytes of max-body, so it has no digest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "xyz45678901234567890123456789012", "- -", "MD5 MD5"})
    void aDigestThatIsNoneSaysNothingAboutTheServer(String digest) throws Exception {
        assertThat(http.with("digest", digest.replace("MD5", MD5))).isInstanceOf(Inconclusive.class);
    }

    @ParameterizedTest
    @CsvSource({"/status,^UP$", "/checks/0/a~1b,^1.50$", "/checks/0/m~0n,null", "/checks/0/,^x$", "/ready,true",
            "'',UP", "/checks,'^\\[.*\\]$'"})
    void aPlaceInTheJsonIsFound(String pointer, String value) throws Exception {
        assertThat(http.with("path", "/health", "json", pointer, "json-value", value)).isInstanceOf(Passed.class);
        assertThat(http.with("path", "/health", "json", pointer)).isInstanceOf(Passed.class);
    }

    @Test
    void whatIsNotThereFails() throws Exception {
        assertThat(http.with("path", "/health", "json", "/status", "json-value", "DOWN"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected DOWN at /status, got \"UP\""));
        for (String nowhere : new String[]{"/Status", "/checks/1", "/checks/00", "/checks/-", "/status/0", "/"}) {
            assertThat(http.with("path", "/health", "json", nowhere))
                    .isEqualTo(new Failed(Reason.CONTENT, "the JSON of the body has no " + nowhere));
        }
        assertThat(http.with("json", "/status"))
                .isEqualTo(new Failed(Reason.CONTENT, "the body is no JSON: \"It works.\""));
        assertThat(http.with("path", "/health", "max-body", "20", "json", "/status")).isInstanceOf(Failed.class);
        assertThat(http.with("json", "status")).isInstanceOf(Inconclusive.class);
        assertThat(http.with("json", "/a~2")).isInstanceOf(Inconclusive.class);
        assertThat(http.with("json-value", "UP")).isInstanceOf(Inconclusive.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "{\"a\":1} x", "NaN", "'a'", "{a:1}", "// c\n1"})
    void jsonIsStrict(String text) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> JsonPlace.of("").in(text)))
                .hasMessageStartingWith("the body is no JSON: ");
    }

    @Test
    void jsonThatNestsForEverIsNone() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> JsonPlace.of("").in("[".repeat(200_000))))
                .hasMessageStartingWith("the body is no JSON: ");
    }

    @Test
    void aProxyIsAskedForAnotherServersPage() throws Exception {
        String page = "http://127.0.0.1:" + nginx.plain + "/told";
        assertThat(proxy.with("path", page, "body", "^GET \\[127.0.0.1:" + nginx.plain + "\\]"))
                .isInstanceOf(Passed.class);
        assertThat(proxy.with("path", "http://127.0.0.1:" + nginx.plain, "body", "It works"))
                .isInstanceOf(Passed.class);
        assertThat(proxy.with("path", "http://127.0.0.1:1/")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("expected status 200-299, got 500"));
        assertThat(proxy.with("path", "http:///")).isInstanceOf(Inconclusive.class);
        assertThat(proxy.with("path", "http://a b/")).isInstanceOf(Inconclusive.class);
    }
}
