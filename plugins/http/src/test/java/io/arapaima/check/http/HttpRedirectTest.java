package io.arapaima.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Options;
import io.arapaima.check.ProbeTrace;
import io.arapaima.check.ScriptedServer;
import io.arapaima.check.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
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
class HttpRedirectTest {
    private Nginx nginx;
    private Asking http;
    private Asking https;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        nginx = new Nginx(folder);
        http = new Asking(new HttpCheck(), nginx.plain);
        https = new Asking(new HttpsCheck(), nginx.tls);
    }

    @AfterAll
    void stop() throws IOException {
        nginx.close();
    }

    private static void fails(CheckResult result, String text) {
        assertThat(result).isEqualTo(new Failed(Reason.CONTENT, text));
    }

    @Test
    void theLastAnswerCounts() throws Exception {
        assertThat(http.with("path", "/away", "redirects", "1", "body", "It works")).isInstanceOfSatisfying(
                Passed.class, passed -> assertThat(passed.text()).isEqualTo("200 OK, 9 bytes"));
        fails(http.with("path", "/away", "redirects", "1", "expect-status", "302"),
                "expected status 302, got 200 OK");
        assertThat(http.with("path", "/away /see", "redirects", "1")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).startsWith("2 pages, the last one 200 OK"));
        assertThat(https.with("path", "/see", "redirects", "1", "host", "www.example.org", "body",
                "^GET \\[www.example.org\\].*\\[www.example.org\\]$")).isInstanceOfSatisfying(Passed.class,
                        passed -> assertThat(passed.metrics()).hasSize(1));
    }

    @Test
    void oneAfterTheOtherIsFollowedAndNoMoreThanAllowed() throws Exception {
        assertThat(http.with("path", "/moved", "redirects", "2", "expect-status", "308"))
                .isEqualTo(new Failed(Reason.CONTENT,
                        "no end after 2 redirects: 308 Permanent Redirect redirects to \"?c=d\" once more"));
        fails(http.with("path", "/loop", "redirects", "10"),
                "no end after 10 redirects: 302 Moved Temporarily redirects"
                        + " to \"http://127.0.0.1:" + nginx.plain + "/loop\" once more");
        fails(http.with("path", "/loop", "redirects", "0"), "expected status 200-299, got 302 Moved Temporarily");
        assertThat(http.with("path", "/loop", "expect-status", "302")).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @CsvSource({"/found,POST,GET,''", "/see,POST,GET,''", "/again,POST,POST,5", "/see,PUT,GET,''", "/found,PUT,PUT,5",
            "/found,OPTIONS,OPTIONS,5"})
    void theMethodChangesAsInABrowser(String path, String method, String next, String length) throws Exception {
        assertThat(http.with("path", path, "method", method, "request-body", "hello", "header", "Content-Type: a/b",
                "redirects", "1", "body", "^" + next + " \\[127.0.0.1:" + nginx.plain + "\\] \\[\\] \\[\\] \\["
                        + length + "\\]"))
                .isInstanceOf(Passed.class);
    }

    @Test
    void aHeadStaysOne() throws Exception {
        assertThat(http.with("path", "/see", "method", "HEAD", "redirects", "1")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("200 OK, 0 bytes"));
    }

    @ParameterizedTest
    @CsvSource({"/elsewhere,http://127.0.0.2:PORT/", "/port,http://127.0.0.1/", "/secure,https://127.0.0.1:PORT/"})
    void nowhereElseIsFollowed(String path, String location) throws Exception {
        String here = "http://127.0.0.1:" + nginx.plain;
        String there = location.replace("PORT", "" + nginx.plain);
        fails(http.with("path", path, "redirects", "10"), "302 Moved Temporarily redirects to \"" + there
                + "\"; only redirects within \"" + here + "\" are followed");
        fails(http.with("path", "/ " + path, "redirects", "10"), path + ": 302 Moved Temporarily redirects to \""
                + there + "\"; only redirects within \"" + here + "\" are followed");
    }

    @Test
    void theHostThatIsNamedIsTheServer() throws Exception {
        assertThat(http.with("path", "/away", "redirects", "1", "host", "www.example.org"))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text())
                        .endsWith("only redirects within \"http://www.example.org\" are followed"));
        assertThat(http.with("path", "/found", "redirects", "1", "header", "Host: WWW.example.org", "body",
                "^GET \\[WWW.example.org\\]")).isInstanceOf(Passed.class);
        assertThat(Asking.once(new HttpCheck(), redirecting("http://user@www.example.org/"), "redirects", "1", "host",
                "www.example.org")).isInstanceOf(Failed.class);
        assertThat(Asking.once(new HttpCheck(), redirecting("HTTP://Www.Example.Org:80/there"), "redirects", "1",
                "host", "www.example.org")).isEqualTo(new Failed(Reason.CONTENT,
                        "no end after 1 redirects: 302 x"
                                + " redirects to \"HTTP://Www.Example.Org:80/there\" once more"));
    }

    /** What a Location may not have goes out as browsers write it; the fragment stays here. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"/a b,/a%20b", "/caf\u00c3\u00a9?x=\u00ff#here,/caf%C3%A9?x=%FF",
            "there,/there", "?x y,/from?x%20y", "//HERE/a\"<>\\^{|}\u0001b,/a%22%3C%3E%5C%5E%7B%7C%7D%01b",
            "/%C3%a9,/%C3%a9",
            "http://me@HERE:80/there,/there", "http://HERE:/there,/there",
            "`/a,b;c=d'(1)!*~$&+@:`,`/a,b;c=d'(1)!*~$&+@:`"})
    void aLocationIsFollowedAsABrowserWould(String location, String path) throws Exception {
        Dialogue both = (in, out) -> {
            String request = requestLine(in);
            out.write((request.startsWith("GET /from ")
                    ? "HTTP/1.1 302 x\r\nLocation: " + location.replace("HERE", "www.example.org")
                            + "\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 200 " + request.substring(4, request.lastIndexOf(' '))
                            + "\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        };
        assertThat(Asking.once(new HttpCheck(), new ScriptedServer(Behaviour.ANSWERS, both), "path", "/from",
                "redirects", "1", "host", "www.example.org")).isInstanceOfSatisfying(Passed.class,
                        passed -> assertThat(passed.text()).isEqualTo("200 " + path + ", 0 bytes"));
    }

    private static String requestLine(InputStream in) throws IOException {
        var request = new StringBuilder();
        while (!request.toString().endsWith("\r\n\r\n")) {
            request.append((char) in.read());
        }
        return request.toString().lines().findFirst().orElseThrow();
    }

    private static ScriptedServer redirecting(String location) throws IOException {
        return new ScriptedServer(Behaviour.ANSWERS, Dialogue.answering("\r\n\r\n",
                "HTTP/1.1 302 x\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 302 x\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 304 x\r\nLocation: /\r\n\r\n",
            "HTTP/1.1 302 x\r\nLocation: \r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 300 x\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"})
    void whatPointsNowhereIsAnAnswer(String answer) throws Exception {
        assertThat(Asking.once(new HttpCheck(), new ScriptedServer(Behaviour.ANSWERS,
                Dialogue.answering("\r\n\r\n", answer)), "redirects", "3", "expect-status", "300-399"))
                .isInstanceOf(Passed.class);
    }

    @Test
    void aPageThatIsTooLongToAskForIsNotAskedFor() throws Exception {
        String longest = "/a".repeat(4000);
        assertThat(Asking.once(new HttpCheck(), redirecting(longest), "redirects", "1", "header",
                "X: " + "x".repeat(60_000))).isInstanceOfSatisfying(Failed.class,
                        failed -> assertThat(failed.text()).startsWith("302 x redirects to \"/a/a").contains(
                                "longer than the"));
    }

    @Test
    void theTraceShowsEachStep() throws Exception {
        Map<String, String> options = Map.of("path", "/found", "redirects", "1");
        var target = new Target(http.address(), nginx.plain, Target.Transport.TCP, Asking.LIMIT,
                Options.of(http.check().options(), options));
        var trace = new ProbeTrace();
        assertThat(trace.run(http.check(), target, Deadline.in(Asking.LIMIT))).isInstanceOf(Passed.class);
        assertThat(trace.steps().stream().filter(step -> step.kind() == ProbeTrace.Kind.SENT).map(
                step -> step.text().substring(0, 10))).containsExactly("GET /found", "GET /told ");
        assertThat(trace.steps().stream().filter(step -> step.kind() == ProbeTrace.Kind.CONNECT)).hasSize(2);
    }
}
