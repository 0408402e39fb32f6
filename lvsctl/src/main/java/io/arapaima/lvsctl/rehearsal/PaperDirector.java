package io.arapaima.lvsctl.rehearsal;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A director on paper: says what a real one once said, at a socket of its own. */
final class PaperDirector implements Closeable {
    private final DirectorSnapshot snapshot = Json.read(resource("director.json"), DirectorSnapshot.class);
    private final List<CheckResults.Report> reports = Json.read(resource("director.json"), Checks.class).checks();
    private final List<Event> events = resource("events.jsonl").lines().map(line -> Json.read(line, Event.class))
            .toList();
    private final IpcServer server;

    /** What {@code lvsctl status --json} has beside the snapshot. */
    private record Checks(List<CheckResults.Report> checks) {}

    PaperDirector(Path runDir) throws IOException {
        server = IpcServer.listen(runDir.resolve("lvs-manager.sock"), this::talk);
    }

    static String resource(String name) {
        try (InputStream in = PaperDirector.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    private void talk(IpcConnection peer) throws IOException {
        while (true) {
            switch (peer.receive()) {
                case Message.Hello _ -> {
                    // not answered
                }
                case Message.StatusQuery _ -> peer.send(new Message.Status(snapshot));
                case CheckResults.CheckResultsQuery _ ->
                    peer.send(new CheckResults(0, reports, Optional.empty(), false));
                case Message.Operate _ -> peer.send(new Message.Answer(true, List.of("done")));
                case Message.EventsQuery _ -> {
                    for (Event event : events) {
                        peer.send(new Message.EventRaised(event));
                    }
                    peer.send(new Message.Answer(true, List.of()));
                }
                default -> peer.send(new Message.Answer(false, List.of("not on paper")));
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
