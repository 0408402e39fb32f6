package io.arapaima.lvsctl;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a command reaches the hub. */
final class HubOptions {
    @Option(names = "--run-dir", paramLabel = "DIR", defaultValue = "${env:ARAPAIMA_RUN_DIR:-/run/arapaima}", description = "Folder of the director's socket (default: $ARAPAIMA_RUN_DIR or /run/arapaima).")
    private Path runDir = Path.of("/run/arapaima");

    /** Where a running hub left its process id; asks nobody. */
    Hub hub() {
        return new Hub(runDir);
    }

    IpcConnection connect() throws IOException {
        return connect("lvs-manager.sock");
    }

    private IpcConnection connect(String socket) throws IOException {
        IpcConnection hub = IpcConnection.connect(runDir.resolve(socket));
        hub.send(new Message.Hello("lvsctl", Version.TEXT, ProcessHandle.current().pid()));
        return hub;
    }

    DirectorSnapshot snapshot() throws IOException {
        try (IpcConnection hub = connect()) {
            hub.send(new Message.StatusQuery());
            if (hub.receive() instanceof Message.Status(var snapshot)) {
                return snapshot;
            }
            throw misunderstood();
        }
    }

    PulseSnapshot pulse() throws IOException {
        try (IpcConnection pulse = connect("pulse.sock")) {
            pulse.send(new Message.PulseQuery());
            if (pulse.receive() instanceof Message.PulseStatus(var snapshot)) {
                return snapshot;
            }
            throw misunderstood();
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

    Message.Answer wish(Message.ToPulse wish) throws IOException {
        try (IpcConnection pulse = connect("pulse.sock")) {
            pulse.send(wish);
            if (pulse.receive() instanceof Message.Answer answer) {
                return answer;
            }
            throw misunderstood();
        }
    }

    Message.TableText table(boolean save) throws IOException {
        try (IpcConnection hub = connect()) {
            hub.send(new Message.TableQuery(save));
            if (hub.receive() instanceof Message.TableText text) {
                return text;
            }
            throw misunderstood();
        }
    }

    Message.Answer answer(Message question) throws IOException {
        try (IpcConnection hub = connect()) {
            hub.send(question);
            if (hub.receive() instanceof Message.Answer answer) {
                return answer;
            }
            throw misunderstood();
        }
    }

    static IOException misunderstood() {
        return new IOException("the daemon answered something else; is it of version " + Version.TEXT + "?");
    }

    static Optional<DirectorSnapshot.RealServerStatus> find(DirectorSnapshot snapshot, String name) {
        return snapshot.services().stream().flatMap(s -> s.servers().stream())
                .filter(s -> s.name().equals(name) || s.name().endsWith("/" + name)).findFirst();
    }
}
