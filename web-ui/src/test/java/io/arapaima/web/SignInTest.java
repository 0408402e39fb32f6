package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.peer.PeerRole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How people come in, and what keeps others out. */
class SignInTest {
    @TempDir
    private Path folder;
    @SuppressWarnings("NullAway.Init") // set before each test
    private Console console;

    @BeforeEach
    void start() throws Exception {
        console = new Console(folder.resolve("nowhere"), folder);
    }

    @AfterEach
    void end() {
        console.close();
    }

    private HttpResponse<String> signIn(String name, String password, String... headers) throws Exception {
        return console.page("", "POST", "/api/v1/sessions",
                "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password), headers);
    }

    private int me(String cookie) throws Exception {
        return console.send("GET", "/api/v1/me", "", "Cookie", cookie).statusCode();
    }

    @Test
    void theCookieIsBoundToThisHostAndToHttpsAndHiddenFromScripts() throws Exception {
        String cookie = signIn("viewer", Console.PASSWORD).headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .matches("__Host-arapaima=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200");
        assertThat(me(cookie.replaceAll(";.*", ""))).isEqualTo(200);
    }

    @Test
    void neitherANameNorAPasswordIsHintedAt() throws Exception {
        HttpResponse<String> password = signIn("viewer", "wrong password");
        HttpResponse<String> name = signIn("nobody", "wrong password");
        assertThat(password.statusCode()).isEqualTo(401);
        assertThat(name.statusCode()).isEqualTo(401);
        assertThat(name.body()).isEqualTo(password.body());
    }

    @Test
    void guessingIsSlowedDownForWhoeverGuessesAndNobodyElse() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn("editor", "guess number " + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> sixth = signIn("editor", Console.PASSWORD);
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(sixth.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 61);
        assertThat(signIn("viewer", Console.PASSWORD).statusCode()).isEqualTo(201);
    }

    /** A word that somebody has planted in a browser is never the one of a session. */
    @Test
    void aSessionCannotBePlanted() throws Exception {
        String planted = "__Host-arapaima=" + "A".repeat(43);
        String cookie = Console.cookie(signIn("viewer", Console.PASSWORD, "Cookie", planted));
        assertThat(cookie).isNotEqualTo(planted);
        assertThat(me(planted)).isEqualTo(401);
        assertThat(me(cookie)).isEqualTo(200);
        String again = Console.cookie(signIn("viewer", Console.PASSWORD, "Cookie", cookie));
        assertThat(again).isNotEqualTo(cookie);
        assertThat(me(cookie)).as("the one before has ended").isEqualTo(401);
    }

    @Test
    void signingOutEndsTheSession() throws Exception {
        String cookie = console.signIn(PeerRole.VIEWER);
        assertThat(console.page(cookie, "DELETE", "/api/v1/sessions/current", "").statusCode()).isEqualTo(204);
        assertThat(me(cookie)).isEqualTo(401);
    }

    @Test
    void aViewerEndsNobodyElsesSession() throws Exception {
        String other = console.signIn(PeerRole.OPERATOR);
        String id = console.send("GET", "/api/v1/me", "", "Cookie", other).body()
                .replaceAll(".*\"session\":\"(\\w+)\".*", "$1");
        assertThat(console.page(console.signIn(PeerRole.VIEWER), "DELETE", "/api/v1/sessions/" + id, "").statusCode())
                .isEqualTo(403);
        assertThat(console.as(PeerRole.ADMINISTRATOR, "GET", "/api/v1/sessions", "").body()).contains(id);
        assertThat(console.as(PeerRole.ADMINISTRATOR, "DELETE", "/api/v1/sessions/" + id, "").statusCode())
                .isEqualTo(204);
        assertThat(me(other)).isEqualTo(401);
    }

    @Test
    void anOtherRoleOrPasswordEndsWhatBeganBefore() throws Exception {
        String cookie = console.signIn(PeerRole.OPERATOR);
        String version = Console.version(console.as(PeerRole.ADMINISTRATOR, "GET", "/api/v1/users/operator", ""));
        assertThat(console.as(PeerRole.ADMINISTRATOR, "PATCH", "/api/v1/users/operator", "{\"role\":\"viewer\"}",
                "If-Match", version).statusCode()).isEqualTo(200);
        assertThat(me(cookie)).isEqualTo(401);
        assertThat(console.as(PeerRole.ADMINISTRATOR, "PATCH", "/api/v1/users/operator", "{\"role\":\"editor\"}",
                "If-Match", version).statusCode()).isEqualTo(412);
        String own = Console.cookie(console.page(console.signIn(PeerRole.EDITOR), "PUT", "/api/v1/me/password",
                "{\"old\":\"%s\",\"password\":\"another horse\"}".formatted(Console.PASSWORD)));
        assertThat(me(own)).isEqualTo(200);
        assertThat(signIn("editor", Console.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void theFirstAdministratorComesInByACodeThatIsGoodOnce() throws Exception {
        String code = console.site().code().make();
        String wish = "{\"code\":\"%s\",\"name\":\"anna\",\"password\":\"Anna's own\"}";
        assertThat(console.page("", "POST", "/api/v1/setup", wish.formatted("aaaa-bbbb-cccc-dddd")).statusCode())
                .isEqualTo(401);
        HttpResponse<String> done = console.page("", "POST", "/api/v1/setup",
                wish.formatted(code.toUpperCase(java.util.Locale.ROOT)));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(201);
        assertThat(done.body()).contains("\"role\":\"administrator\"");
        assertThat(console.page("", "POST", "/api/v1/setup", wish.formatted(code)).statusCode()).isEqualTo(401);
        assertThat(signIn("anna", "Anna's own").statusCode()).isEqualTo(201);
    }

    @Test
    void somebodyIsLeftWhoCanLetOthersIn() throws Exception {
        assertThat(console.as(PeerRole.ADMINISTRATOR, "DELETE", "/api/v1/users/administrator", "", "If-Match", "*")
                .statusCode()).isEqualTo(409);
        assertThat(console.as(PeerRole.ADMINISTRATOR, "POST", "/api/v1/users",
                "{\"name\":\"jim\",\"role\":\"administrator\",\"password\":\"short\"}").body()).contains("/password");
        assertThat(console.as(PeerRole.ADMINISTRATOR, "POST", "/api/v1/users",
                "{\"name\":\"jim\",\"role\":\"administrator\",\"password\":\"long enough\"}").statusCode())
                .isEqualTo(201);
        assertThat(console.as(PeerRole.ADMINISTRATOR, "POST", "/api/v1/users",
                "{\"name\":\"jim\",\"role\":\"viewer\",\"password\":\"long enough\"}").statusCode()).isEqualTo(409);
        assertThat(console.as(PeerRole.ADMINISTRATOR, "DELETE", "/api/v1/users/administrator", "", "If-Match", "*")
                .statusCode()).isEqualTo(204);
    }

    @Test
    void aTokenIsShownOnceAndIsGoodUntilItIsRevoked() throws Exception {
        HttpResponse<String> made = console.as(PeerRole.ADMINISTRATOR, "POST", "/api/v1/tokens",
                "{\"name\":\"graphs\",\"role\":\"viewer\",\"days\":1}");
        assertThat(made.statusCode()).isEqualTo(201);
        String token = made.body().replaceAll(".*\"token\":\"([\\w-]+)\".*", "$1");
        String id = made.body().replaceAll(".*\"id\":\"(\\w+)\".*", "$1");
        assertThat(console.send("GET", "/api/v1/me", "", "Authorization", "Bearer " + token).body())
                .contains("\"name\":\"token graphs\"", "\"role\":\"viewer\"");
        assertThat(console.as(PeerRole.ADMINISTRATOR, "GET", "/api/v1/tokens", "").body()).contains("graphs")
                .doesNotContain(token.substring(token.lastIndexOf('_') + 1));
        assertThat(folder.resolve("web/web-users.json")).content().contains(id)
                .doesNotContain(token.substring(22));
        assertThat(console.as(PeerRole.ADMINISTRATOR, "DELETE", "/api/v1/tokens/" + id, "").statusCode())
                .isEqualTo(204);
        assertThat(console.send("GET", "/api/v1/me", "", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
    }

    /** A browser that knows no Fetch Metadata says where it comes from by Origin. */
    @Test
    void anOldBrowserIsBelievedByItsOrigin() throws Exception {
        String wish = "{\"name\":\"viewer\",\"password\":\"%s\"}".formatted(Console.PASSWORD);
        String own = console.uri("").toString();
        assertThat(console.send("POST", "/api/v1/sessions", wish, "X-Arapaima", "1", "Origin", own).statusCode())
                .isEqualTo(201);
        for (String origin : new String[]{"https://evil.example", own.replace("https", "http"), "null",
                own + ".evil"}) {
            assertThat(console.send("POST", "/api/v1/sessions", wish, "X-Arapaima", "1", "Origin", origin).statusCode())
                    .as(origin).isEqualTo(403);
        }
    }

    /** A client that is still sending would take an early answer for a broken connection. */
    @Test
    void whoIsRefusedMayFinishAShortBodyAndReadsWhy() throws Exception {
        for (int i = 0; i < 50; i++) {
            var refused = console.as(PeerRole.VIEWER, "POST", "/api/v1/drafts",
                    "{\"x\":\"" + "y".repeat(60_000) + "\"}");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("this takes editor");
        }
    }
}
