package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.rest.Route;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract and the program over each other, without a director. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    private Console console;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        console = new Console(folder.resolve("nowhere"), folder);
    }

    @AfterAll
    void end() {
        console.close();
    }

    private static String key(Route route) {
        return route.method() + " " + route.path();
    }

    @Test
    void everyOperationHasARouteAndEveryRouteAnOperation() {
        assertThat(console.site().routes().stream().map(ContractTest::key))
                .containsExactlyInAnyOrderElementsOf(Console.contract().operations().keySet());
    }

    @Test
    void everyOperationIsDescribedWhole() {
        Set<Object> ids = new HashSet<>();
        Console.contract().operations().forEach((name, operation) -> {
            assertThat(operation).as(name).containsKeys("operationId", "summary", "responses", "tags");
            assertThat(ids.add(operation.get("operationId"))).as(name).isTrue();
            assertThat(Contract.map(operation.get("responses"))).as(name).containsKey("default");
        });
    }

    @Test
    void whoeverNeedNotBeKnownIsSaidByBoth() {
        Map<String, Map<String, Object>> operations = Console.contract().operations();
        assertThat(console.site().routes().stream().filter(r -> r.takes().isEmpty()).map(ContractTest::key))
                .containsExactlyInAnyOrderElementsOf(operations.entrySet().stream()
                        .filter(e -> List.of().equals(e.getValue().get("security"))).map(Map.Entry::getKey)
                        .toList());
    }

    private static String path(Route route) {
        return route.path().replaceAll("\\{[a-z]+}", "1");
    }

    @Test
    void nobodyComesInUnknown() throws Exception {
        for (Route route : console.site().routes()) {
            if (route.takes().isPresent()) {
                assertThat(console.page("", route.method(), path(route), "").statusCode()).as(key(route))
                        .isEqualTo(401);
                assertThat(console.send(route.method(), path(route), "", "Authorization", "Bearer arapaima_0_x")
                        .statusCode()).as(key(route)).isEqualTo(401);
            }
        }
    }

    @Test
    void eachRoleIsKeptFromWhatIsBeyondIt() throws Exception {
        for (Route route : console.site().routes()) {
            for (PeerRole role : Arrays.stream(PeerRole.values())
                    .filter(r -> route.takes().filter(t -> r.compareTo(t) < 0).isPresent()).toList()) {
                var response = console.as(role, route.method(), path(route), "");
                assertThat(response.statusCode()).as(key(route) + " as " + role).isEqualTo(403);
                assertThat(response.body()).contains("\"code\":\"role\"");
            }
        }
    }

    @Test
    void noWriteOfACookieIsTakenFromElsewhere() throws Exception {
        String cookie = console.signIn(PeerRole.ADMINISTRATOR);
        for (Route route : console.site().routes()) {
            if (!route.method().equals("GET")) {
                for (String site : List.of("cross-site", "same-site", "none")) {
                    var response = console.send(route.method(), path(route), "", "Cookie", cookie, "Sec-Fetch-Site",
                            site,
                            "X-Arapaima", "1");
                    assertThat(response.statusCode()).as(key(route) + " from " + site).isEqualTo(403);
                    assertThat(response.body()).contains("\"code\":\"forged\"");
                }
                assertThat(console.send(route.method(), path(route), "", "Cookie", cookie, "Sec-Fetch-Site",
                        "same-origin").statusCode()).as(key(route) + " without our header").isEqualTo(403);
            }
        }
    }

    @Test
    void withoutADirectorItSaysSo() throws Exception {
        assertThat(console.send("GET", "/healthz", "").statusCode()).isEqualTo(200);
        assertThat(console.send("GET", "/readyz", "").statusCode()).isEqualTo(503);
        var response = console.get("/api/v1/state");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("cannot reach lvs-manager");
    }

    @Test
    void everyAnswerKeepsTheBrowserFromForeignThings() throws Exception {
        for (String path : List.of("/piranha", "/api/v1/state", "/nowhere", "/openapi.yaml")) {
            Map<String, List<String>> headers = console.send("GET", path, "").headers().map();
            assertThat(headers.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getFirst())))
                    .as(path).containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("x-frame-options", "DENY")
                    .containsEntry("cache-control", "no-store").containsEntry("referrer-policy", "no-referrer")
                    .doesNotContainKey("server")
                    .hasEntrySatisfying("content-security-policy", p -> assertThat(p).startsWith("default-src 'none'")
                            .doesNotContain("unsafe"));
        }
    }

    @Test
    void theOldAddressLeadsToThePages() throws Exception {
        assertThat(console.send("GET", "/piranha", "").headers().firstValue("Location")).contains("/");
        assertThat(console.send("GET", "/openapi.yaml", "").body()).startsWith("openapi: 3.1.0");
    }
}
