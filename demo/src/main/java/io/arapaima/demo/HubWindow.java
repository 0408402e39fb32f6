package io.arapaima.demo;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    private IpcConnection connect() throws IOException {
        IpcConnection hub = IpcConnection.connect(socket);
        hub.send(new Message.Hello("demo", "1", ProcessHandle.current().pid()));
        return hub;
    }

    DirectorSnapshot snapshot() throws IOException {
        try (IpcConnection hub = connect()) {
            hub.send(new Message.StatusQuery());
            if (hub.receive() instanceof Message.Status(var snapshot)) {
                return snapshot;
            }
            throw new IOException("the hub answered something else");
        }
    }

    Message.Answer ask(Message question) throws IOException {
        try (IpcConnection hub = connect()) {
            hub.send(question);
            if (hub.receive() instanceof Message.Answer answer) {
                return answer;
            }
            throw new IOException("the hub answered something else");
        }
    }

    List<Event> events() throws IOException {
        try (IpcConnection hub = connect()) {
            hub.send(new Message.EventsQuery(1000, false));
            var events = new ArrayList<Event>();
            while (hub.receive() instanceof Message.EventRaised(var event)) {
                events.add(event);
            }
            return events;
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
