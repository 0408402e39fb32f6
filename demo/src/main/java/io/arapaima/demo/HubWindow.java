package io.arapaima.demo;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What the demo sees of the hub: exactly what lvsctl sees. */
final class HubWindow {
    private static final int POLL_MILLIS = 5;

    private final Path socket;

    HubWindow(Path socket) {
        this.socket = socket;
    }

    private HubClient connect() throws IOException {
        return HubClient.connect(socket, "demo");
    }

    DirectorSnapshot snapshot() throws IOException {
        try (HubClient hub = connect()) {
            return hub.status();
        }
    }

    Message.Answer ask(Message.ToHub question) throws IOException {
        try (HubClient hub = connect()) {
            return hub.ask(question);
        }
    }

    List<Event> events() throws IOException {
        try (HubClient hub = connect()) {
            return hub.events(1000);
        }
    }

    DirectorSnapshot.RealServerStatus server(String name) throws IOException {
        return snapshot().services().stream().flatMap(s -> s.servers().stream()).filter(s -> s.name().equals(name))
                .findFirst().orElseThrow(() -> new IOException("the hub knows no server " + name));
    }

    /** Waits until the hub shows what is wanted; the time it took. */
    Duration await(Duration limit, String what, Predicate<DirectorSnapshot> wanted) throws InterruptedException {
        long start = System.nanoTime();
        String last = "nothing";
        while (System.nanoTime() - start < limit.toNanos()) {
            try {
                DirectorSnapshot snapshot = snapshot();
                if (wanted.test(snapshot)) {
                    return Duration.ofNanos(System.nanoTime() - start);
                }
                last = snapshot.services().toString() + snapshot.troubles();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new Failure("not within " + limit.toSeconds() + " s: " + what + "; last seen: " + last);
    }
}
