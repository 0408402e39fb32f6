package io.arapaima.lvsctl;

import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PulseClient;
import io.arapaima.ipc.PulseSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a command reaches the hub. */
final class HubOptions {
    @Option(names = "--run-dir", paramLabel = "DIR", defaultValue = "${env:ARAPAIMA_RUN_DIR:-/run/arapaima}", description = "Folder of the director's socket (default: $ARAPAIMA_RUN_DIR or /run/arapaima).")
    private Path runDir = Path.of("/run/arapaima");

    /** Where a running hub left its process id and its socket. */
    Path runDir() {
        return runDir;
    }

    HubClient connect() throws IOException {
        return HubClient.connect(runDir.resolve("lvs-manager.sock"), "lvsctl");
    }

    private PulseClient connectToPulse() throws IOException {
        return PulseClient.connect(runDir.resolve("pulse.sock"), "lvsctl");
    }

    DirectorSnapshot snapshot() throws IOException {
        try (HubClient hub = connect()) {
            return hub.status();
        }
    }

    PulseSnapshot pulse() throws IOException {
        try (PulseClient pulse = connectToPulse()) {
            return pulse.status();
        }
    }

    /** What pulse has to complain of; nothing where there is no pulse. */
    List<String> pulseTroubles() {
        try {
            return pulse().troubles();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Which lvs.cf waits for a confirmation and goes back without one; nothing where none does, or the hub is too old to say. */
    Optional<String> waitingConfig() {
        try {
            return ask(new ConfigRequest.RevisionsQuery()) instanceof ConfigReply.Revisions(var _, var waiting)
                    ? Optional.of(waiting).filter(text -> !text.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Message.Answer wish(Message.ToPulse wish) throws IOException {
        try (PulseClient pulse = connectToPulse()) {
            return pulse.ask(wish);
        }
    }

    Message.TableText table(boolean save) throws IOException {
        try (HubClient hub = connect()) {
            return hub.table(save);
        }
    }

    /** Asks for something that is no {@link Message.Answer} unless it is refused. */
    Message ask(Message.ToHub question) throws IOException {
        try (HubClient hub = connect()) {
            return hub.askFor(question);
        }
    }

    Message.Answer answer(Message.ToHub question) throws IOException {
        try (HubClient hub = connect()) {
            return hub.ask(question);
        }
    }

    static Optional<DirectorSnapshot.RealServerStatus> find(DirectorSnapshot snapshot, String name) {
        return snapshot.services().stream().flatMap(s -> s.servers().stream())
                .filter(s -> s.name().equals(name) || s.name().endsWith("/" + name)).findFirst();
    }
}
