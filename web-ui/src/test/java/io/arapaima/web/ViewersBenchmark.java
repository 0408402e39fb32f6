package io.arapaima.web;

import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.testkit.Await;
import io.arapaima.web.access.Door;
import io.arapaima.web.access.UserFile;
import io.arapaima.web.access.Users;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures what web-ui and the hub need while people look: resident memory, processor time, bytes of the streams. A real hub
 * without a data plane, an engine that makes so many servers change each second, viewers that read the stream. See README.md
 * of this module for its command.
 */
public final class ViewersBenchmark {
    private static final int PORT = 13636;
    private static final long HUNDREDTHS = 100;
    private static final int A_SERVICE = 50;

    private final int servers;
    private final int viewers;
    private final int changes;
    private final int seconds;
    private final AtomicLong bytes = new AtomicLong();

    private ViewersBenchmark(String[] words) {
        servers = Integer.parseInt(words[0]);
        viewers = Integer.parseInt(words[1]);
        changes = Integer.parseInt(words[2]);
        seconds = Integer.parseInt(words[3]);
    }

    /**
     * Runs and prints the figures.
     *
     * @param words servers, viewers, changes a second, seconds
     * @throws Exception when anything goes wrong
     */
    public static void main(String[] words) throws Exception {
        if (words.length != 4) {
            System.err.println("usage: ViewersBenchmark SERVERS VIEWERS CHANGES-A-SECOND SECONDS");
            System.exit(2);
        }
        new ViewersBenchmark(words).run(Files.createTempDirectory("viewers"));
        System.exit(0);
    }

    private void run(Path folder) throws Exception {
        try (var hub = new RealHub(folder, "active", file());
                var engine = new FlippingEngine(hub.run().resolve("lvs-manager.sock"));
                var programs = new TestPrograms()) {
            Process web = start(programs, folder, hub);
            List<HttpClient> clients = new ArrayList<>();
            for (int i = 0; i < viewers; i++) {
                clients.add(look(folder));
            }
            Await.until("every viewer has the state", () -> bytes.get() > viewers * 100L * servers);
            long before = bytes.get();
            long webTime = processorTime(web.pid());
            long hubTime = processorTime(hub.pid());
            long most = 0;
            for (int i = 0; i < seconds; i++) {
                engine.flip(changes);
                Thread.sleep(1000); // the rhythm that is asked for; not a wait for something
                most = Math.max(most, resident(web.pid()));
            }
            System.out.printf(
                    "%d servers, %d viewers, %d changes a second, %d s: web-ui %d MB at most, %.1f %% of a core; "
                            + "hub %d MB, %.1f %%; %d kB/s to each viewer%n",
                    engine.checks(), viewers, changes, seconds,
                    most >> 10, share(processorTime(web.pid()) - webTime), resident(hub.pid()) >> 10,
                    share(processorTime(hub.pid()) - hubTime),
                    (bytes.get() - before) / Math.max(1, viewers) / seconds / 1000);
            clients.forEach(HttpClient::shutdownNow);
        }
    }

    private double share(long hundredths) {
        return 100.0 * hundredths / HUNDREDTHS / seconds;
    }

    private String file() {
        return "serial_no = 1\nprimary = 127.0.0.1\ndata_plane = none\n" + IntStream
                .range(0, (servers + A_SERVICE - 1) / A_SERVICE)
                .mapToObj(
                        service -> "virtual v%d {\nactive = 1\naddress = 127.0.0.9 lo:1\nport = %d\n".formatted(service,
                                10_000 + service)
                                + IntStream.range(0, Math.min(A_SERVICE, servers - service * A_SERVICE))
                                        .mapToObj(server -> "server s%d {\naddress = 127.%d.%d.1\nactive = 1\n}\n"
                                                .formatted(server, service % 250 + 1, server))
                                        .collect(Collectors.joining())
                                + "}\n")
                .collect(Collectors.joining());
    }

    private static Process start(TestPrograms programs, Path folder, RealHub hub) throws Exception {
        Path state = folder.resolve("web");
        Process passwd = programs.start(folder.resolve("certificate.log"), program("certificate", folder, hub));
        passwd.waitFor();
        Door.NewToken token = Door.NewToken.make();
        new Users(state).change(file -> file.with(new UserFile.Token(
                token.id(), "bench", PeerRole.VIEWER, token.hash(), "bench",
                Instant.now(), Optional.empty())));
        Files.writeString(folder.resolve("token"), token.text());
        long from = System.nanoTime();
        Process web = programs.start(folder.resolve("web.log"), program("", folder, hub));
        HttpClient client = client(folder);
        Await.until("web-ui answers", () -> {
            try {
                return client.send(HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + PORT + "/healthz")).build(),
                        HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
        System.out.printf("ready after %d ms, %d ms of processor time, %d MB%n", (System.nanoTime() - from) / 1_000_000,
                processorTime(web.pid()) * 10, resident(web.pid()) >> 10);
        return web;
    }

    /** As the launcher starts it, from what is built: with its flags and its cache. */
    private static List<String> program(String command, Path folder, RealHub hub) {
        List<String> words = new ArrayList<>(List.of("env", "ARAPAIMA_BUILT=1", "./arapaima", "web-ui"));
        if (!command.isEmpty()) {
            words.add(command);
        }
        words.addAll(List.of("--run-dir=" + hub.run(), "--state-dir=" + folder.resolve("web")));
        if (command.isEmpty()) {
            words.add("--listen=127.0.0.1:" + PORT);
        }
        return words;
    }

    private HttpClient look(Path folder) throws Exception {
        HttpClient client = client(folder);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + PORT + "/api/v1/stream"))
                .header("Authorization", "Bearer " + Files.readString(folder.resolve("token"))).build();
        InputStream stream = new BufferedInputStream(
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
        Thread.ofVirtual().start(() -> count(stream));
        return client;
    }

    private void count(InputStream stream) {
        byte[] part = new byte[1 << 16];
        try (stream) {
            for (int n = stream.read(part); n >= 0; n = stream.read(part)) {
                bytes.addAndGet(n);
            }
        } catch (IOException _) {
            // over
        }
    }

    private static HttpClient client(Path folder) throws Exception {
        return HttpClient.newBuilder().sslContext(Trust.in(folder.resolve("web/web-ui.pem"))).build();
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(l -> l.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    private static long processorTime(long pid) throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceAll(".*\\) ", "").split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
