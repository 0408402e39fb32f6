package io.arapaima.demo;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** The steps. Each acts, measures, and fails when an expectation does not hold. */
final class Walk {
    private static final Duration SOON = Duration.ofMinutes(1);
    /** An idle machine takes one check interval, half a second; four times that, on a machine four times slower. */
    private static final Duration OUT = Duration.ofSeconds(8);
    private static final Duration START = Duration.ofMinutes(2);
    /** Longer than a request of the client takes. */
    private static final Duration STAYS = Duration.ofMillis(500);

    private final Stage stage;

    Walk(Stage stage) {
        this.stage = stage;
    }

    /**
     * A step.
     *
     * @param name a few words
     * @param action what it does; the answer is what was measured
     */
    record Step(String name, Action action) {}

    /** Does something and says what was measured. */
    @FunctionalInterface
    interface Action {
        String run() throws IOException, InterruptedException;
    }

    List<Step> steps() {
        return List.of(new Step("start", this::start), new Step("balanced", this::balanced),
                new Step("a server dies", this::serverDies), new Step("the mail about it", this::mail),
                new Step("it comes back", this::serverReturns), new Step("load rises on one", this::load),
                new Step("one is drained", this::drain), new Step("one is drained by web", this::drainByWeb),
                new Step("kill -9 of nanny", this::killNanny),
                new Step("kill -9 of lvs-manager", this::killManager));
    }

    private String start() throws IOException, InterruptedException {
        Duration took = stage.hub().await(START, "three servers in service", s -> inTable(s) == 3);
        stage.client().start();
        DirectorSnapshot snapshot = stage.hub().snapshot();
        Failure.unless(snapshot.troubles().isEmpty(), "no trouble, but " + snapshot.troubles());
        return "lvs-manager, nanny and relay up, three servers checked and in the table after " + took.toMillis()
                + " ms";
    }

    private String balanced() throws InterruptedException {
        Client.Tally tally = stage.client().next(300);
        for (String server : List.of("s1", "s2", "s3")) {
            Failure.unless(Math.abs(tally.share(server) - 33) <= 3,
                    "a third of the requests for " + server + ", but " + tally);
        }
        Failure.unless(tally.lost() == 0, "no request lost, but " + tally);
        return tally.toString();
    }

    private String serverDies() throws IOException, InterruptedException {
        int mark = stage.client().count();
        stage.server("s2").kill();
        Duration took = stage.hub().await(SOON, "web/s2 out of the table", s -> !server(s, "web/s2").inTable());
        Client.Tally during = stage.client().since(mark);
        Client.Tally after = stage.client().next(100);
        Failure.unless(after.of("s2") == 0 && after.lost() == 0, "nothing for s2 and nothing lost, but " + after);
        Failure.unless(took.compareTo(OUT) < 0, "out of the table within " + OUT.toSeconds() + " s, but " + took);
        return "s2 out of the table after " + took.toMillis() + " ms; requests meanwhile: " + during + "; then: "
                + after;
    }

    private String mail() throws InterruptedException {
        Mailbox.Letter letter = stage.mailbox().await(SOON, "web/s2");
        Failure.unless(letter.body().contains("refused"), "the mail says why: " + letter.body());
        return "\"" + letter.subject() + "\"\n" + letter.body().strip().indent(8).stripTrailing();
    }

    private String serverReturns() throws IOException, InterruptedException {
        stage.server("s2").start();
        Duration took = stage.hub().await(SOON, "web/s2 in the table", s -> server(s, "web/s2").weight() == 12);
        Client.Tally tally = stage.client().next(150);
        Failure.unless(tally.of("s2") > 30 && tally.lost() == 0,
                "s2 takes its share and nothing is lost, but " + tally);
        return "s2 in the table after " + took.toMillis() + " ms; requests: " + tally;
    }

    private String load() throws IOException, InterruptedException {
        stage.server("s1").load("4.00");
        Duration took = stage.hub().await(SOON, "weight of web/s1 at 3", s -> server(s, "web/s1").weight() == 3);
        Client.Tally tally = stage.client().next(200);
        Failure.unless(tally.share("s1") < 20 && tally.lost() == 0, "less for s1, nothing lost, but " + tally);
        stage.server("s1").load("0.10");
        stage.hub().await(SOON, "weight of web/s1 at 12", s -> server(s, "web/s1").weight() == 12);
        return "load 4.00 on s1 moved its weight 12 -> 3 after " + took.toMillis() + " ms; requests: " + tally
                + "; load 0.10 moved it back";
    }

    private String drain() throws IOException, InterruptedException {
        var download = CompletableFuture.supplyAsync(Walk::download);
        String busy = busyServer();
        Message.Answer answer = stage.hub().ask(new Message.Operate("web/" + busy, Message.Operate.Action.QUIESCE));
        Failure.unless(answer.ok(), "quiesce is done: " + answer.lines());
        Client.Tally tally = stage.client().next(100);
        Failure.unless(tally.of(busy) == 0 && tally.lost() == 0, "no new requests for " + busy + ", but " + tally);
        Failure.unless(stage.hub().server("web/" + busy).weight() == 0, "weight 0");
        String lines;
        try {
            lines = download.join();
        } catch (CompletionException e) {
            throw new Failure("the download broke: " + e.getCause());
        }
        Failure.unless(lines.lines().filter(busy::equals).count() == WebServer.PIECES,
                "the whole download, but " + lines);
        stage.hub().ask(new Message.Operate("web/" + busy, Message.Operate.Action.AUTO));
        stage.hub().await(SOON, "back at weight 12", s -> server(s, "web/" + busy).weight() == 12);
        return busy + " quiesced while it served a download: new requests " + tally + "; the download of "
                + WebServer.PIECES + " pieces arrived whole";
    }

    /** As a page or a script does it; whoever watches the stream sees it. */
    private String drainByWeb() throws IOException, InterruptedException {
        stage.web().start();
        try (WebConsole.Visit visit = stage.web().visit(START); Stream<String> lines = visit.stream().body()) {
            long start = System.nanoTime();
            visit.order("POST", "/overrides",
                    "{\"servers\":[\"web:s3\"],\"action\":\"quiesce\",\"reason\":\"shown by the demo\"}");
            String seen = lines.filter(line -> line.startsWith("data: ") && line.contains("\"state\":\"quiesced\""))
                    .findFirst().orElseThrow(() -> new Failure("expected: the stream says that s3 is quiesced"));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Failure.unless(seen.contains("web:s3"), "it is s3: " + seen);
            Client.Tally tally = stage.client().next(100);
            Failure.unless(tally.of("s3") == 0 && tally.lost() == 0, "nothing new for s3, but " + tally);
            visit.order("DELETE", "/overrides/web:s3", "");
            stage.hub().await(SOON, "back at weight 12", s -> server(s, "web/s3").weight() == 12);
            return "s3 quiesced through the API, seen in the stream after " + took.toMillis() + " ms; new requests "
                    + tally + "; and back";
        }
    }

    private static String download() {
        try {
            return Client.get("/long");
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** The server with the long download: the one that keeps a connection. */
    private String busyServer() throws InterruptedException {
        Map<String, Long> since = new HashMap<>();
        stage.hub().await(SOON, "a server with a connection that stays", s -> {
            long now = System.nanoTime();
            since.keySet().removeIf(name -> server(s, name).activeConnections() == 0);
            s.services().stream().flatMap(v -> v.servers().stream()).filter(r -> r.activeConnections() > 0)
                    .forEach(r -> since.putIfAbsent(r.name(), now));
            return since.values().stream().anyMatch(start -> now - start >= STAYS.toNanos());
        });
        String busy = Collections.min(since.entrySet(), Map.Entry.comparingByValue()).getKey();
        return busy.substring(busy.indexOf('/') + 1);
    }

    private String killNanny() throws IOException, InterruptedException {
        int mark = stage.client().count();
        int mails = stage.mailbox().letters().size();
        List<String> table = table();
        long pid = stage.pidOf("io.arapaima.nanny.Main");
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        stage.hub().await(SOON, "nanny gone", s -> !s.director().nannyIsThere());
        Failure.unless(table().equals(table), "the table as it was: " + table + ", but " + table());
        Duration took = stage.hub().await(SOON, "nanny back", s -> s.director().nannyIsThere());
        stage.mailbox().await(SOON, "nanny", mails);
        Client.Tally tally = stage.client().since(mark);
        Failure.unless(tally.lost() == 0, "no request lost, but " + tally);
        Failure.unless(table().equals(table), "the table as it was: " + table + ", but " + table());
        return "nanny restarted after " + took.toMillis() + " ms; table unharmed; requests meanwhile: " + tally;
    }

    /** The hardest moment: a server has just died, its mail is not out yet. */
    private String killManager() throws IOException, InterruptedException {
        int mails = stage.mailbox().letters().size();
        stage.server("s3").kill();
        stage.hub().await(SOON, "web/s3 out of the table", s -> !server(s, "web/s3").inTable());
        List<String> table = table();
        int mark = stage.client().count();
        long pid = stage.manager().pid();
        stage.manager().kill();
        Duration took = stage.hub().await(START, "lvs-manager back, with nanny",
                s -> s.director().pid() != pid && s.director().nannyIsThere());
        Failure.unless(table().equals(table), "the table as it was: " + table + ", but " + table());
        Mailbox.Letter letter = stage.mailbox().await(SOON, "web/s3", mails);
        Client.Tally tally = stage.client().since(mark);
        Failure.unless(tally.lost() == 0, "no request lost, but " + tally);
        stage.server("s3").start();
        stage.hub().await(SOON, "web/s3 in the table", s -> server(s, "web/s3").weight() == 12);
        stage.mailbox().await(SOON, " of web UP", mails);
        long told = stage.mailbox().letters().stream()
                .filter(l -> l.body().contains("s3 (") && l.body().contains(" of web DOWN")).count();
        long happened = stage.hub().events().stream()
                .filter(e -> e.kind() == Event.Kind.SERVER_DOWN && e.subject().equals("web/s3")).count();
        Failure.unless(told == 1 && happened == 1,
                String.format(Locale.ROOT, "one event and one mail about s3, but %d and %d", happened, told));
        return "lvs-manager restarted after " + took.toMillis() + " ms and adopted the table; requests meanwhile: "
                + tally + "; the mail that was due came once: \"" + letter.subject() + "\"";
    }

    private List<String> table() throws IOException {
        return stage.hub().snapshot().services().stream().flatMap(s -> s.servers().stream())
                .filter(DirectorSnapshot.RealServerStatus::inTable).map(s -> s.name() + " " + s.weight()).toList();
    }

    private static long inTable(DirectorSnapshot snapshot) {
        return snapshot.services().stream().flatMap(s -> s.servers().stream()).filter(s -> s.weight() > 0).count();
    }

    private static DirectorSnapshot.RealServerStatus server(DirectorSnapshot snapshot, String name) {
        return snapshot.services().stream().flatMap(s -> s.servers().stream()).filter(s -> s.name().equals(name))
                .findFirst().orElseThrow(() -> new Failure("the hub knows no server " + name));
    }
}
