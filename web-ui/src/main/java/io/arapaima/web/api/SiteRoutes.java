package io.arapaima.web.api;

import io.arapaima.daemon.Version;
import io.arapaima.web.director.LiveState;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What stands beside the API: probes, the contract, and a sentence where the pages would be. */
final class SiteRoutes {
    /** The server shows the pages before it asks here; so whoever reads this has a build without them. */
    private static final String NO_PAGES = """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Arapaima</title>
            <h1>Arapaima</h1>
            <p>This build has no pages: the machine that built it had no Node 20.19 or newer. Install one and build again.
            The API is whole: <a href="/openapi.yaml">its contract</a>.</p>
            <p lang="ja">このビルドには画面が含まれていません。ビルドした環境に Node 20.19 以降がなかったためです。
            インストールしてからビルドし直してください。API はすべて利用できます。</p>
            </html>
            """;

    private final Context context;

    SiteRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        String contract = resource("openapi.yaml");
        return List.of(Route.open("GET", "/", _ -> Reply.text("text/html; charset=utf-8", NO_PAGES)),
                Route.open("GET", "/openapi.yaml", _ -> Reply.text("application/yaml", contract)),
                Route.open("GET", "/piranha", _ -> new Reply.Whole(302, "", "", Map.of("Location", "/"))),
                Route.open("GET", "/healthz", _ -> Reply.json(new Health("ok", Version.TEXT))),
                Route.open("GET", "/readyz", _ -> ready()));
    }

    private record Health(String status, String version) {}

    private Reply ready() {
        LiveState.Link link = context.state().link();
        return link.connected()
                ? Reply.json(new Health("ok", Version.TEXT))
                : Reply.json(503, new Health("the director does not answer", Version.TEXT));
    }

    private static String resource(String name) {
        try (InputStream in = SiteRoutes.class.getResourceAsStream("/io/arapaima/web/" + name)) {
            if (in == null) {
                throw new LinkageError("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
