package io.arapaima.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import io.arapaima.check.ProbeTrace;
import io.arapaima.check.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 with and without TLS, and what a server makes of it that speaks HTTP/1.1 alone. */
@TestInstance(Lifecycle.PER_CLASS)
class HttpVersionTest {
    private static final String SHA256 = "35911f93e085adbccdf65e5b451cfceb2b771e4a20033635808234955a4e8e18";

    private Nginx nginx;
    private Asking http;
    private Asking https;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        nginx = new Nginx(folder);
        http = new Asking(new HttpCheck(), nginx.plain2);
        https = new Asking(new HttpsCheck(), nginx.tls2);
    }

    @AfterAll
    void stop() throws IOException {
        nginx.close();
    }

    private static void passes(CheckResult result, String text) {
        assertThat(result).isInstanceOfSatisfying(Passed.class, passed -> assertThat(passed.text()).isEqualTo(text));
    }

    private static void fails(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    /** Asks with and without TLS. */
    private CheckResult ask(String scheme, String... options) throws InterruptedException {
        String[] all = new String[options.length + 2];
        all[0] = "version";
        all[1] = "2";
        System.arraycopy(options, 0, all, 2, options.length);
        return (scheme.equals("http") ? http : https).with(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void theExpectationIsTheSame(String scheme) throws Exception {
        passes(ask(scheme, "digest", SHA256, "body", "^It works"), "HTTP/2 200, 9 bytes");
        passes(ask(scheme, "path", "/health", "json", "/checks/0/a~1b", "json-value", "^1.50$"),
                "HTTP/2 200, 70 bytes");
        passes(ask(scheme, "path", "/ /empty"), "2 pages, the last one HTTP/2 204, 0 bytes");
        fails(ask(scheme, "path", "/none"), Reason.CONTENT, "expected status 200-299, got HTTP/2 404");
        fails(ask(scheme, "body", "broken"), Reason.CONTENT,
                "body \"broken\" was not found in the 9 bytes of the body (HTTP/2 200)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void headersMethodLoginAndBodyArrive(String scheme) throws Exception {
        assertThat(ask(scheme, "path", "/told", "host", "www.example.org", "header",
                "X-One: 1\\nX-Two:2\\nConnection: close", "method", "POST", "request-body", "a\\nb", "body",
                "^POST \\[www.example.org\\] \\[1\\] \\[2\\] \\[3\\]")).isInstanceOf(Passed.class);
        passes(ask(scheme, "method", "HEAD"), "HTTP/2 200, 0 bytes");
        passes(ask(scheme, "path", "/private", "user", "hans", "password", "gretel"), "HTTP/2 200, body not read");
        String line = "x".repeat(5_000);
        assertThat(ask(scheme, "path", "/told", "header",
                "X-A: " + line + "\\nX-B: " + line + "\\nX-C: " + line + "\\nX-D: " + line + "\\nX-Two: 2", "body",
                "\\[2\\] \\[\\]")).isInstanceOf(Passed.class);
        fails(ask(scheme, "header", "X-Long: " + "x".repeat(20_000)), Reason.CLOSED,
                "the server ends the connection (ENHANCE_YOUR_CALM)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void bodiesAndHeadersMayBeLong(String scheme) throws Exception {
        passes(ask(scheme, "path", "/big", "body", "the end$", "max-body", "3000000"), "HTTP/2 200, 2000007 bytes");
        passes(ask(scheme, "path", "/big", "max-body", "1000"), "HTTP/2 200, 1000 bytes");
        passes(ask(scheme, "path", "/huge", "body", "^huge$"), "HTTP/2 200, 4 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void redirectsAreFollowed(String scheme) throws Exception {
        assertThat(ask(scheme, "path", "/moved", "redirects", "2", "expect-status", "308")).isInstanceOfSatisfying(
                Failed.class, failed -> assertThat(failed.text())
                        .isEqualTo("no end after 2 redirects: HTTP/2 308 redirects to \"?c=d\" once more"));
        assertThat(ask(scheme, "path", "/see", "redirects", "1", "body", "^GET")).isInstanceOf(Passed.class);
    }

    @Test
    void autoTakesWhatTheServerChooses() throws Exception {
        passes(https.with("version", "auto", "body", "^It works"), "HTTP/2 200, 9 bytes");
        passes(https.with("version", "auto"), "HTTP/2 200, body not read"); // nginx does not say how long it is
        passes(https.with("version", "1"), "200 OK, body not read");
        passes(https.with(), "200 OK, body not read");
        passes(new Asking(new HttpsCheck(), nginx.tls).with("version", "auto"), "200 OK, body not read");
        passes(new Asking(new HttpCheck(), nginx.plain).with("version", "auto"), "200 OK, body not read");
    }

    @Test
    void aServerWithoutHttp2Fails() throws Exception {
        fails(new Asking(new HttpsCheck(), nginx.tls).with("version", "2"), Reason.TLS,
                "the server does not speak HTTP/2: offered the application protocol h2, got a refusal");
        fails(new Asking(new HttpCheck(), nginx.plain).with("version", "2"), Reason.PROTOCOL,
                "expected the settings of HTTP/2 and frames of at most 16384 bytes, got \"HTTP/1.1 \"");
        assertThat(http.with("version", "1")).isInstanceOf(Failed.class);
    }

    @Test
    void aProxyIsAskedInHttp1() throws Exception {
        assertThat(http.with("version", "2", "path", "/ http://127.0.0.1/")).isEqualTo(new Inconclusive(
                "a path that asks the server as a proxy is asked in HTTP/1.1 alone; set version = 1"));
        assertThat(https.with("version", "auto", "path", "http://127.0.0.1/")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).startsWith("200 OK"));
    }

    @Test
    void theTraceIsLegibleAndHasNoPassword() throws Exception {
        Map<String, String> options = Map.of("version", "2", "path", "/private", "user", "hans", "password", "gretel");
        var target = new Target(http.address(), nginx.plain2, Target.Transport.TCP, Asking.LIMIT,
                Options.of(http.check().options(), options));
        var trace = new ProbeTrace();
        assertThat(trace.run(http.check(), target, Deadline.in(Asking.LIMIT))).isInstanceOf(Passed.class);
        assertThat(trace.steps().get(1).text()).contains("PRI * HTTP/2.0", "/private", "Basic ***")
                .doesNotContain("aGFuczpncmV0ZWw");
        assertThat(trace.steps().stream().filter(step -> step.kind() == ProbeTrace.Kind.NOTE)).singleElement()
                .satisfies(note -> assertThat(note.text()).startsWith(":status: 200, server: nginx, ")
                        .endsWith("content-type: text/html"));
    }
}
