package io.arapaima.lvsctl;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Version;
import java.io.IOException;
import java.nio.file.Path;
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
        IpcConnection hub = IpcConnection.connect(runDir.resolve("lvs-manager.sock"));
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

    private static IOException misunderstood() {
        return new IOException("lvs-manager answered something else; are both of version " + Version.TEXT + "?");
    }

    static Optional<DirectorSnapshot.RealServerStatus> find(DirectorSnapshot snapshot, String name) {
        return snapshot.services().stream().flatMap(s -> s.servers().stream())
                .filter(s -> s.name().equals(name) || s.name().endsWith("/" + name)).findFirst();
    }
}
