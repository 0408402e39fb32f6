package io.arapaima.web;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.access.Door;
import io.arapaima.web.access.Passwords;
import io.arapaima.web.access.UserFile;
import io.arapaima.web.jetty.Certificate;
import io.arapaima.web.jetty.WebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The web UI in this process, over the sockets of a director, with a token for each role; each answer is judged by the contract. */
final class Console implements AutoCloseable {
    /** Of every user of the tests. */
    static final String PASSWORD = "korrekt pferd";

    private static final Contract CONTRACT = new Contract();

    private final Map<PeerRole, String> tokens = new EnumMap<>(PeerRole.class);
    private final Site site;
    private final SSLContext trust;
    private final HttpClient client;

    Console(Path run, Path folder) throws Exception {
        this(run, folder, Duration.ofSeconds(15));
    }

    Console(Path run, Path folder, Duration headerTime) throws Exception {
        Path certificate = folder.resolve("web/web-ui.pem");
        Certificate.makeWhereMissing(certificate);
        site = new Site(new Site.Setup(run, folder.resolve("web"), Duration.ofMillis(50),
                new WebServer.Setup(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), certificate,
                        headerTime)));
        trust = Trust.in(certificate);
        client = HttpClient.newBuilder().sslContext(trust).build();
        String hash = new Passwords().hash(PASSWORD);
        for (PeerRole role : PeerRole.values()) {
            Door.NewToken token = Door.NewToken.make();
            String name = name(role);
            tokens.put(role, token.text());
            site.users()
                    .change(f -> f.with(new UserFile.Token(token.id(), name, role, token.hash(), "test", Instant.now(),
                            Optional.empty())).with(new UserFile.User(name, role, hash, Instant.EPOCH)));
        }
    }

    static String name(PeerRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    Site site() {
        return site;
    }

    static Contract contract() {
        return CONTRACT;
    }

    SSLContext trust() {
        return trust;
    }

    String token(PeerRole role) {
        return Optional.ofNullable(tokens.get(role)).orElseThrow();
    }

    URI uri(String path) {
        return URI.create("https://127.0.0.1:" + site.port() + path);
    }

    /** A request as it is; headers in pairs. */
    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        CONTRACT.judge(method, path.replaceAll("\\?.*", ""), response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""), response.body());
        return response;
    }

    /** A request of a program of that role. */
    HttpResponse<String> as(PeerRole role, String method, String path, String body, String... headers)
            throws Exception {
        return send(method, path, body, with(headers, "Authorization", "Bearer " + token(role)));
    }

    HttpResponse<String> get(String path) throws Exception {
        return as(PeerRole.VIEWER, "GET", path, "");
    }

    /** A request of the console's own page. */
    HttpResponse<String> page(String cookie, String method, String path, String body, String... headers)
            throws Exception {
        String[] all = with(headers, "Sec-Fetch-Site", "same-origin");
        all = with(all, "X-Arapaima", "1");
        return send(method, path, body, cookie.isEmpty() ? all : with(all, "Cookie", cookie));
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] more = java.util.Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }

    /** Signs in. {@return the cookie} */
    String signIn(PeerRole role) throws Exception {
        return cookie(page("", "POST", "/api/v1/sessions",
                "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name(role), PASSWORD)));
    }

    static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    static String version(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    @Override
    public void close() {
        client.close();
        site.close();
    }
}
