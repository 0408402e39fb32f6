package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.testkit.Await;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Drafts over a real hub, and what it keeps of who did what. */
class DraftApiTest extends ActiveDirector {
    private static final String DRAFTS = "/api/v1/drafts";

    private HttpResponse<String> edit(String version, String edits) throws Exception {
        return console.as(PeerRole.EDITOR, "PATCH", DRAFTS + "/1", "{\"edits\":[" + edits + "]}", "If-Match", version);
    }

    private String make() throws Exception {
        var made = console.as(PeerRole.EDITOR, "POST", DRAFTS, "{}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        return Console.version(made);
    }

    private static final String WEIGHT = "{\"op\":\"set\",\"path\":[\"virtual\",\"web\",\"server\",\"s1\"],"
            + "\"keyword\":\"weight\",\"value\":\"9\"}";

    @Test
    void aDraftIsEditedComparedAndTakenIntoUse() throws Exception {
        String first = make();
        assertThat(first).isEqualTo("\"1.1\"");
        var edited = edit(first, WEIGHT);
        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
        assertThat(edited.body()).contains("\"usable\":true", "\"version\":2", "\"editor\":\"token editor");
        assertThat(edit(first, WEIGHT).statusCode()).as("somebody was faster").isEqualTo(412);
        assertThat(console.as(PeerRole.EDITOR, "GET", DRAFTS + "/1/diff", "").body()).contains("weight 7 -> 9");
        assertThat(hub.file()).content().contains("weight = 7");
        var tried = console.as(PeerRole.EDITOR, "POST", DRAFTS + "/1/apply?dry-run=true", "{}", "If-Match", "*");
        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(hub.file()).content().contains("weight = 7");
        var applied = console.as(PeerRole.EDITOR, "POST", DRAFTS + "/1/apply",
                "{\"reason\":\"more\",\"confirmSeconds\":0,\"force\":false}", "If-Match", Console.version(edited));
        assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
        assertThat(hub.file()).content().isEqualTo(RealHub.FILE.replace("weight = 7", "weight = 9"));
        assertThat(console.as(PeerRole.EDITOR, "GET", DRAFTS, "").body()).contains("\"drafts\":[]", "\"inForce\":2");
        Await.until("who did it is kept", () -> console.as(PeerRole.EDITOR, "GET", "/api/v1/audit?action=apply", "")
                .body().contains("token editor"));
        assertThat(console.as(PeerRole.EDITOR, "GET", "/api/v1/audit?limit=1000&result=done", "").body())
                .contains("\"reason\":\"more\"", "\"result\":\"done\"").doesNotContain("\"result\":\"failed\"");
    }

    @Test
    void allProblemsOfADraftAreToldAtTheirLines() throws Exception {
        var replaced = console.as(PeerRole.EDITOR, "PUT", DRAFTS + "/" + make().charAt(1),
                "{\"text\":\"serial_no = 1\\nprimary = nowhere\\nweigth = 3\\n\"}", "If-Match", "*");
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        assertThat(replaced.body()).contains("\"usable\":false", "\"line\":2", "\"line\":3", "\"severity\":\"error\"");
        assertThat(console.as(PeerRole.EDITOR, "POST", DRAFTS + "/1/apply", "{}", "If-Match", "*").statusCode())
                .isEqualTo(409);
        assertThat(hub.file()).content().isEqualTo(RealHub.FILE);
        assertThat(console.as(PeerRole.EDITOR, "DELETE", DRAFTS + "/1", "", "If-Match", "*").statusCode())
                .isEqualTo(204);
        assertThat(console.as(PeerRole.EDITOR, "GET", DRAFTS + "/1", "").statusCode()).isEqualTo(404);
    }

    @Test
    void editsThatMakeNoSenseAreNamedEach() throws Exception {
        String version = make();
        var response = edit(version, "{\"op\":\"set\",\"path\":[]},{\"op\":\"explode\",\"path\":[]}," + WEIGHT);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("/edits/0", "/edits/1").doesNotContain("/edits/2");
        assertThat(edit(version, "{\"op\":\"unset\",\"path\":[7],\"word\":1},3").body()).contains("/edits/0/path",
                "/edits/0/word", "/edits/1");
        var missing = edit(version, "{\"op\":\"remove-block\",\"path\":[\"virtual\",\"nope\"]}");
        assertThat(missing.statusCode()).isEqualTo(409);
        assertThat(missing.body()).contains("nothing was changed");
    }

    @Test
    void aDraftOfAnEarlierRevisionIsNotTakenIntoUse() throws Exception {
        var _ = make();
        var _ = make();
        assertThat(edit("*", WEIGHT).statusCode()).isEqualTo(200);
        assertThat(console.as(PeerRole.EDITOR, "POST", DRAFTS + "/1/apply", "{}", "If-Match", "*").statusCode())
                .isEqualTo(200);
        var late = console.as(PeerRole.EDITOR, "POST", DRAFTS + "/2/apply", "{}", "If-Match", "*");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("made on revision 1");
    }

    @Test
    void checksOfADraftAreTriedBeforeTheyCount() throws Exception {
        String version = make();
        assertThat(edit(version, WEIGHT + ",{\"op\":\"set\",\"path\":[\"virtual\",\"web\"],\"keyword\":\"active\","
                + "\"value\":\"0\"}").statusCode()).isEqualTo(200);
        String wish = "{\"draft\":1,\"service\":\"web\"}";
        var alone = console.as(PeerRole.EDITOR, "POST", "/api/v1/checks/try", wish);
        assertThat(alone.statusCode()).as("no engine: %s", alone.body()).isEqualTo(409);
        assertThat(alone.body()).contains("the check engine is not connected");
        try (var engine = new FlippingEngine(hub.run().resolve("lvs-manager.sock"))) {
            Await.until("the engine is there", () -> console.get("/api/v1/state").body()
                    .contains("\"checkEngine\":true"));
            assertThat(engine.checks()).isEqualTo(3);
            var tried = console.as(PeerRole.EDITOR, "POST", "/api/v1/checks/try", wish);
            assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
            assertThat(tried.body()).contains("\"server\":\"web/s1\"", "\"result\":\"passed\"",
                    "\"text\":\"said hello\"", "\"milliseconds\":2.0");
            assertThat(console.as(PeerRole.EDITOR, "POST", "/api/v1/checks/try",
                    "{\"service\":\"web\",\"checks\":[\"ldap\"]}").body()).contains("has the check ldap");
            assertThat(console.as(PeerRole.EDITOR, "POST", "/api/v1/checks/try", "{\"service\":\"nope\"}").body())
                    .contains("no virtual service nope");
        }
        assertThat(console.as(PeerRole.OPERATOR, "POST", "/api/v1/checks/try", wish).statusCode()).isEqualTo(403);
        assertThat(console.as(PeerRole.EDITOR, "GET", "/api/v1/audit?limit=1000", "").body())
                .contains("its checks are tried, of draft 1");
    }

    @Test
    void whatWasIsTold() throws Exception {
        Await.until("the first numbers are kept", () -> console.get("/api/v1/history?of=web,web:s1,nope:x").body()
                .matches("(?s).*\"web:s1\",\"measure\":\"weight\",\"values\":\\[(null,)*\\d.*"));
        var day = console.get("/api/v1/history?of=web&span=day");
        assertThat(day.body()).contains("\"stepSeconds\":120", "\"in-service\"").doesNotContain("nope");
        var csv = console.get("/api/v1/history?of=web&format=csv");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body()).startsWith("time,web rate,web bytes-in,").hasLineCount(361);
        assertThat(console.get("/api/v1/history").statusCode()).isEqualTo(422);
        assertThat(console.get("/api/v1/history?of=web&span=year").body()).contains("write hour or day");
    }

    @Test
    void trafficAndResultsAreTold() throws Exception {
        assertThat(console.get("/api/v1/traffic").body()).contains("\"trouble\":");
        try (var engine = new FlippingEngine(hub.run().resolve("lvs-manager.sock"))) {
            Await.until("the engine is there", () -> console.get("/api/v1/state").body()
                    .contains("\"checkEngine\":true"));
            assertThat(engine.checks()).isEqualTo(3);
            assertThat(console.get("/api/v1/check-results?name=web/s1").body()).contains("\"subject\":\"web/s1\"",
                    "\"text\":\"said hello\"", "\"result\":\"passed\"", "\"seconds\":0.002")
                    .doesNotContain("web/s2");
        }
        assertThat(console.as(PeerRole.OPERATOR, "POST", "/api/v1/traffic/zero", "{}").statusCode()).isIn(200, 409);
    }
}
