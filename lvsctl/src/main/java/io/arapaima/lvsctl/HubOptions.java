package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.Overview;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PulseClient;
import io.arapaima.ipc.PulseSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** Everything, with what the checks of these servers and services found last; of all where none is named. */
    Overview overview(Function<DirectorSnapshot, List<String>> names) throws IOException {
        try (HubClient hub = connect()) {
            DirectorSnapshot snapshot = hub.status();
            try {
                return Overview.of(snapshot, hub.checkResults(names.apply(snapshot)), Instant.now());
            } catch (IOException e) {
                // No engine, or a hub that is older than the question: the rest is worth showing.
                return Overview.of(snapshot, String.valueOf(e.getMessage()), Instant.now());
            }
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
}
