package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages, as files and in a browser, over a real hub. A build without Node has none, and says so. */
class PagesTest extends ActiveDirector {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static boolean thereArePages() {
        return PagesTest.class.getResource("/io/arapaima/web/pages/index.html") != null;
    }

    @Test
    void aPageIsAskedForAgainAndWhatItNamesIsKept() throws Exception {
        if (!thereArePages()) {
            assertThat(console.send("GET", "/", "").body()).contains("This build has no pages");
            return;
        }
        HttpResponse<String> page = console.send("GET", "/", "");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
        String name = page.body().replaceAll("(?s).*src=\"(/assets/[^\"]+\\.js)\".*", "$1");
        try (Wire wire = new Wire(console)) {
            wire.say("GET " + name + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip\r\nConnection: close\r\n\r\n");
            assertThat(wire.until("\r\n\r\n")).contains("200", "immutable", "Content-Encoding: br", "ETag: ");
        }
        try (Wire wire = new Wire(console)) {
            wire.say("GET /assets/none.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(wire.rest()).startsWith("HTTP/1.1 404").contains("no-store", "urn:arapaima:problem:not-found");
        }
    }

    /** The first load: the page, its entry, what that needs at once, one language and the first screen. */
    @Test
    void theFirstLoadIsSmall() throws Exception {
        assumeTrue(thereArePages(), "this build has no pages");
        Path folder = Path.of(PagesTest.class.getResource("/io/arapaima/web/pages/assets").toURI());
        long bytes = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".br")).toList()) {
                String name = file.getFileName().toString();
                boolean later = name.startsWith("ja-") || name.startsWith("plot-");
                bytes += later ? 0 : Files.size(file);
            }
        }
        assertThat(bytes).as("everything compressed, but a second language and charts").isLessThan(120 << 10);
    }

    @Test
    void somebodyAtTheScreenSeesOperatesAndIsToldOfCuts() throws Exception {
        assumeTrue(thereArePages(), "this build has no pages");
        assumeTrue(Files.isExecutable(CHROMIUM), "there is no chromium");
        try (var engine = new FlippingEngine(hub.run().resolve("lvs-manager.sock"))) {
            story("live", engine);
        }
    }

    @Test
    void somebodyAtTheScreenChangesAndTakesBack() throws Exception {
        assumeTrue(thereArePages(), "this build has no pages");
        assumeTrue(Files.isExecutable(CHROMIUM), "there is no chromium");
        try (var engine = new FlippingEngine(hub.run().resolve("lvs-manager.sock"))) {
            story("change", engine);
        }
    }

    private void story(String name, FlippingEngine engine) throws Exception {
        Path pages = Path.of("pages").toAbsolutePath();
        Process node = new ProcessBuilder("node", "stories/" + name + ".mjs", console.uri("").toString(),
                Console.PASSWORD).directory(pages.toFile()).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = node.inputReader(); BufferedWriter in = node.outputWriter()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.startsWith("DO ")) {
                    act(line.substring("DO ".length()), engine);
                    in.write("done\n");
                    in.flush();
                }
            }
        } finally {
            node.destroy();
        }
        assertThat(node.waitFor()).as(String.join("\n", said)).isZero();
        assertThat(said).contains("END well");
    }

    private void act(String what, FlippingEngine engine) throws Exception {
        switch (what) {
            case "one-down" -> engine.flip(1);
            case "kill-hub" -> hub.kill();
            case "start-hub" -> hub.startAgain();
            default -> throw new IllegalArgumentException(what);
        }
    }
}
