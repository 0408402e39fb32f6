package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.ipc.Verdict;
import io.arapaima.testkit.Await;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The API over a real hub. */
class DirectorApiTest extends ActiveDirector {
    private static final String QUIESCE = "{\"servers\":[\"web:s1\"],\"action\":\"quiesce\",\"seconds\":3600,\"reason\":\"new kernel\"}";

    private String body(String path) throws Exception {
        HttpResponse<String> response = console.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Test
    void everythingThatIsThereCanBeLookedAt() throws Exception {
        assertThat(body("/api/v1/state")).contains("\"role\":\"active\"", "\"connected\":true", "\"web:s1\"");
        assertThat(body("/api/v1/services")).contains("\"id\":\"web\"", "\"id\":\"~PGI-bWFpbDwvYj4\"");
        assertThat(body("/api/v1/services/web")).contains("web/s2");
        assertThat(body("/api/v1/services/~PGI-bWFpbDwvYj4/servers")).contains("<b>mail</b>/<script>");
        assertThat(body("/api/v1/servers?q=127.0.0.2")).contains("web/s2").doesNotContain("web/s1");
        assertThat(body("/api/v1/servers?limit=1")).contains("\"next\":\"web:s1\"");
        assertThat(body("/api/v1/servers?limit=1&cursor=web:s1")).contains("web/s2").doesNotContain("web/s1\"");
        assertThat(body("/api/v1/servers/web:s1")).contains("\"configuredWeight\":7");
        assertThat(body("/api/v1/revisions")).contains("\"inForce\":1");
        assertThat(body("/api/v1/overrides")).isEqualTo("{\"overrides\":[]}");
        assertThat(body("/api/v1/directors")).contains("\"heartbeat\":null", "no heartbeat");
        Await.until("events", () -> body("/api/v1/events").contains("\"kind\":\"life\""));
        assertThat(console.send("GET", "/readyz", "").statusCode()).isEqualTo(200);
        assertThat(console.get("/api/v1/services/nope").statusCode()).isEqualTo(404);
        assertThat(console.get("/api/v1/servers?limit=501").statusCode()).isEqualTo(422);
        String version = Console.version(console.get("/api/v1/overrides"));
        assertThat(console.as(PeerRole.VIEWER, "GET", "/api/v1/overrides", "", "If-None-Match", version).statusCode())
                .isEqualTo(304);
    }

    @Test
    void aServerIsQuiescedAndGivenBack() throws Exception {
        String version = Console.version(console.get("/api/v1/overrides"));
        assertThat(console.as(PeerRole.OPERATOR, "POST", "/api/v1/overrides", QUIESCE).statusCode()).isEqualTo(428);
        var done = console.as(PeerRole.OPERATOR, "POST", "/api/v1/overrides", QUIESCE, "If-Match", version);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        Await.until("it is in force", () -> body("/api/v1/servers/web:s1").contains("\"state\":\"quiesced\""));
        assertThat(body("/api/v1/overrides")).contains("\"action\":\"quiesce\"", "\"reason\":\"new kernel\"",
                "\"by\":\"token operator from 127.0.0.1, by user ").doesNotContain("\"until\":null");
        var old = console.as(PeerRole.OPERATOR, "POST", "/api/v1/overrides", QUIESCE, "If-Match", version);
        assertThat(old.statusCode()).isEqualTo(412);
        String now = Console.version(console.get("/api/v1/overrides"));
        assertThat(
                console.as(PeerRole.OPERATOR, "DELETE", "/api/v1/overrides/web:s1", "", "If-Match", now).statusCode())
                .isEqualTo(200);
        Await.until("it is taken back", () -> body("/api/v1/overrides").equals("{\"overrides\":[]}"));
        Await.until("events name the person",
                () -> body("/api/v1/events?kind=operator").contains("token operator from 127.0.0.1"));
    }

    @Test
    void allFaultsOfAWishAreToldAtOnce() throws Exception {
        var response = console.as(PeerRole.OPERATOR, "POST", "/api/v1/overrides",
                "{\"servers\":[\"web:s1\",\"web:s9\"],\"action\":\"explode\",\"seconds\":0}", "If-Match", "*");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("/servers/1", "there is no server web:s9", "/action", "/seconds");
        assertThat(console.as(PeerRole.OPERATOR, "POST", "/api/v1/overrides", QUIESCE.replace("reason", "why"),
                "If-Match", "*").body()).contains("/why", "there is no such field");
    }

    @Test
    void theSameWishIsDoneOnce() throws Exception {
        for (String replayed : List.of("", "true")) {
            var done = console.as(PeerRole.OPERATOR, "POST", "/api/v1/overrides", QUIESCE, "If-Match", "*",
                    "Idempotency-Key", "k1");
            assertThat(done.statusCode()).isEqualTo(200);
            assertThat(done.headers().firstValue("Idempotent-Replayed").orElse("")).isEqualTo(replayed);
        }
        assertThat(
                console.as(PeerRole.OPERATOR, "POST", "/api/v1/overrides", QUIESCE.replace("s1", "s2"), "If-Match", "*",
                        "Idempotency-Key", "k1").statusCode())
                .isEqualTo(409);
    }

    @Test
    void aFileComesIntoUseWithANetUnderIt() throws Exception {
        String next = RealHub.FILE.replace("serial_no = 1", "serial_no = 2").replace("weight = 7", "weight = 9");
        String wish = "{\"text\":%s,\"reason\":\"more\",\"confirmSeconds\":3600}"
                .formatted(io.arapaima.ipc.Json.write(next));
        String version = Console.version(console.get("/api/v1/revisions"));
        assertThat(version).isEqualTo("\"r1\"");
        var tried = console.as(PeerRole.EDITOR, "POST", "/api/v1/revisions?dry-run=true", wish, "If-Match", version);
        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(tried.body()).contains("weight 7 -> 9");
        assertThat(hub.file()).content().contains("weight = 7");
        var done = console.as(PeerRole.EDITOR, "POST", "/api/v1/revisions", wish, "If-Match", version);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(hub.file()).content().isEqualTo(next);
        assertThat(Console.version(console.get("/api/v1/revisions"))).isEqualTo("\"r2-waiting\"");
        var old = console.as(PeerRole.EDITOR, "POST", "/api/v1/revisions", wish, "If-Match", version);
        assertThat(old.statusCode()).isEqualTo(412);
        assertThat(old.body()).contains("\"difference\":[", "weight 7 -> 9");
        assertThat(console.as(PeerRole.EDITOR, "POST", "/api/v1/confirmation", "", "If-Match", "\"r2-waiting\"")
                .statusCode()).isEqualTo(200);
        assertThat(console.as(PeerRole.EDITOR, "GET", "/api/v1/revisions/2", "").body()).isEqualTo(next);
        assertThat(console.as(PeerRole.EDITOR, "GET", "/api/v1/revisions/1/diff/running", "").body())
                .contains("weight 7 -> 9", "-    weight = 7");
        assertThat(console.as(PeerRole.EDITOR, "POST", "/api/v1/revisions/1/rollback", "{}", "If-Match", "\"r2\"")
                .statusCode()).isEqualTo(200);
        assertThat(hub.file()).content().isEqualTo(RealHub.FILE);
        assertThat(console.as(PeerRole.EDITOR, "GET", "/api/v1/revisions/77", "").statusCode()).isEqualTo(404);
        assertThat(body("/api/v1/revisions")).contains("token editor from 127.0.0.1", "more");
    }

    @Test
    void aBadFileChangesNothingAndSaysWhy() throws Exception {
        var response = console.as(PeerRole.EDITOR, "POST", "/api/v1/revisions", "{\"text\":\"virtual {\"}", "If-Match",
                "*");
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("\"code\":\"refused\"");
        assertThat(hub.file()).content().isEqualTo(RealHub.FILE);
    }

    /** What a check says, and what a server is called, stays text. */
    @Test
    void whatAServerSaysIsTextAndNothingElse() throws Exception {
        try (HubClient nanny = HubClient.connect(hub.run().resolve("lvs-manager.sock"), "nanny")) {
            nanny.say(new Message.Offered(new CheckCatalogue(List.of())));
            Message said = nanny.hear();
            while (!(said instanceof Message.CheckPlan)) {
                said = nanny.hear();
            }
            String evil = "FAILED: </script><script>alert(1)</script>\u001b[2J\nevent: forged";
            nanny.say(new Message.VerdictSnapshot(((Message.CheckPlan) said).checks().stream().map(
                    c -> new Verdict(c.id(), Verdict.State.DOWN, evil, Instant.now())).toList()));
            Await.until("it is told", () -> body("/api/v1/servers/web:s1").contains("\"state\":\"down\""));
            HttpResponse<String> response = console.get("/api/v1/servers/web:s1");
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.body()).doesNotContain("\u001b", "\n").contains("<script>alert(1)</script>");
        }
    }

    @Test
    void aHubThatIsKilledIsMissedAndFoundAgain() throws Exception {
        hub.kill();
        Await.until("it is missed", () -> console.send("GET", "/readyz", "").statusCode() == 503);
        assertThat(body("/api/v1/state")).contains("\"connected\":false", "\"web:s1\"");
        assertThat(console.as(PeerRole.OPERATOR, "POST", "/api/v1/overrides", QUIESCE, "If-Match", "*").statusCode())
                .isEqualTo(503);
        hub.startAgain();
        Await.until("it is found again", () -> console.send("GET", "/readyz", "").statusCode() == 200);
    }

    @Test
    void lookingChangesNothing() throws Exception {
        String before = Files.readString(hub.file());
        String revisions = body("/api/v1/revisions");
        for (var route : console.site().routes()) {
            if (route.method().equals("GET") && !route.path().endsWith("/stream")) {
                var _ = console.as(PeerRole.ADMINISTRATOR, "GET", route.path().replaceAll("\\{[a-z]+}", "1"), "");
            }
        }
        assertThat(hub.file()).content().isEqualTo(before);
        assertThat(body("/api/v1/revisions")).isEqualTo(revisions);
        assertThat(body("/api/v1/overrides")).isEqualTo("{\"overrides\":[]}");
    }
}
