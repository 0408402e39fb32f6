package io.arapaima.manager;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.addresses.AddressPlanes;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.memory.StateWriter;
import io.arapaima.manager.table.DataPlanes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A director on the relay for {@link RelayPairTest}, and a real server of its own that says the director's name. */
final class RelayVictim {
    private RelayVictim() {}

    /** Folder and name. */
    public static void main(String[] words) throws Exception {
        Path folder = Path.of(words[0]);
        try (var server = new ServerSocket(8001, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            var loaded = (ConfigSource.Loaded) new ConfigSource(folder.resolve("lvs.cf"), HostResolver.none())
                    .read(CheckCatalogue.UNKNOWN);
            var planes = new DataPlanes(loaded.config(), folder);
            planes.require();
            TestHub hub = TestHub.start(folder, planes, AddressPlanes.open(loaded.config().dataPlane()).orElseThrow(),
                    Optional.empty(), StateWriter.start(folder, InstantSource.system()));
            hub.director().post(new Input.Verdicts(
                    List.of(new Verdict("web/s1@127.0.0.1:8001", Verdict.State.UP, "passed", Instant.now()))));
            System.out.println("ready");
            while (true) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write(words[1].getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
