package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.peer.PeerRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer may do that is no browser and no script of an operator. */
class AbuseTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;
    @SuppressWarnings("NullAway.Init") // set before each test
    private Console console;

    @BeforeEach
    void start() throws Exception {
        console = new Console(folder.resolve("nowhere"), folder, Duration.ofMillis(300));
    }

    @AfterEach
    void end() {
        console.close();
    }

    private String answer(String request) throws Exception {
        try (var wire = new Wire(console)) {
            return wire.say(request).rest();
        }
    }

    private static String get(String path, String more) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + more + "\r\n";
    }

    private static String post(String path, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers) + "\r\n";
    }

    private void stillServes() throws Exception {
        assertThat(console.send("GET", "/healthz", "").statusCode()).isEqualTo(200);
    }

    /** Bytes come, so that no idle limit ends it, and headers never do. */
    @Test
    void drippingHeadersEndTheConnection() throws Exception {
        try (var wire = new Wire(console)) {
            wire.say("GET /healthz HTTP/1.1\r\nHost: x\r\n");
            int lines = 0;
            while (wire.takes("X-Drip: " + lines + "\r\n")) {
                lines++;
                assertThat(lines).as("it goes on for ever").isLessThan(400);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        stillServes();
    }

    @Test
    void longHeadersAndLongAddressesAreRefused() throws Exception {
        assertThat(answer(get("/healthz", "X-Long: " + "x".repeat(16 << 10) + "\r\n"))).startsWith("HTTP/1.1 431");
        assertThat(answer(get("/" + "x".repeat(16 << 10), ""))).startsWith("HTTP/1.1 414");
        assertThat(answer(get("/healthz", "X-Many: x\r\n".repeat(1000)))).startsWith("HTTP/1.1 431");
        stillServes();
    }

    @Test
    void hugeBodiesAreRefusedBeforeTheyAreRead() throws Exception {
        String head = post("/api/v1/sessions", "Sec-Fetch-Site: same-origin", "X-Arapaima: 1",
                "Content-Type: application/json", "Connection: close");
        assertThat(answer(head + "Content-Length: 99999999999\r\n\r\n")).startsWith("HTTP/1.1 413");
        assertThat(answer(head + "Transfer-Encoding: chunked\r\n\r\n20000\r\n" + "x".repeat(0x20000) + "\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(answer("POST /api/v1/overrides HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + console.token(PeerRole.EDITOR) + "\r\nConnection: close\r\nContent-Length: " + MEBIBYTE + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        stillServes();
    }

    /** Nobody makes us read a body who may not send one. */
    @Test
    void whoIsNotKnownIsRefusedWithoutHisBody() throws Exception {
        assertThat(answer(post("/api/v1/revisions", "Authorization: Bearer no", "Connection: close",
                "Content-Length: 16000000") + "\r\n")).startsWith("HTTP/1.1 401");
    }

    @Test
    void twoLengthsAreNoRequest() throws Exception {
        assertThat(answer(post("/api/v1/sessions", "Content-Length: 2", "Transfer-Encoding: chunked")
                + "\r\n0\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(answer("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
        stillServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/v1/..%2f..%2fetc/passwd",
            "/style.css/../../../pom.xml", "/.%00/", "//etc/passwd", "/api/v1/servers/..%5c..%5cweb-users.json",
            "/web-users.json", "/io/arapaima/web/Main.class"})
    void noPathClimbs(String path) throws Exception {
        assertThat(answer(get(path, ""))).matches("(?s)HTTP/1\\.1 (400|401|404) .*").doesNotContain("root:",
                "argon2id");
    }

    @Test
    void everyRefusalOfTheServerIsAProblemDocumentWithHeaders() throws Exception {
        String said = answer(get("/healthz", "X-Long: " + "x".repeat(16 << 10) + "\r\n"));
        assertThat(said).containsIgnoringCase("content-type: application/problem+json")
                .contains("\"code\":\"headers\"");
        assertThat(answer(get("/%2e%2e/x", ""))).containsIgnoringCase("x-content-type-options: nosniff")
                .contains("\"code\":");
    }

    @Test
    void aBodyOfAnotherKindIsNotRead() throws Exception {
        for (String type : new String[]{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                "application/json; charset=utf-7"}) {
            assertThat(console.page("", "POST", "/api/v1/sessions", "{}", "Content-Type", type).statusCode()).as(type)
                    .isEqualTo(415);
        }
        for (String body : new String[]{"[]", "7", "{", "{\"name\":}", "{\"name\":\"a\",\"password\":\"b\"} {}",
                "[".repeat(60_000), "{\"a\":".repeat(10_000)}) {
            assertThat(console.page("", "POST", "/api/v1/sessions", body).statusCode())
                    .as(body.substring(0, Math.min(20, body.length()))).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "CONNECT", "BREW", "PUT"})
    void otherMethodsAreRefused(String method) throws Exception {
        assertThat(answer(get("/api/v1/state", "").replace("GET /api", method + " /api")))
                .matches("(?s)HTTP/1\\.1 40[05] .*");
    }
}
