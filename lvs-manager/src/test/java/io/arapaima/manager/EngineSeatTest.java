package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.ipc.ConfigRequest;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nanny that somebody starts by hand takes nothing from the one that works. */
class EngineSeatTest {
    /** Nobody's child, as a shell's program is not the hub's. */
    private static final long STRANGER = 1;

    @TempDir
    private Path folder;

    private IpcConnection nanny(long pid) throws IOException {
        IpcConnection connection = IpcConnection.connect(folder.resolve("hub"));
        connection.send(new Message.Hello("nanny", "test", pid));
        connection.send(new Message.Offered(CheckCatalogue.UNKNOWN));
        return connection;
    }

    private static Message.Answer reload(IpcConnection client) throws IOException {
        client.send(new ConfigRequest.Reload());
        return (Message.Answer) client.receive();
    }

    @Test
    void aSecondOneIsRefusedAndTheFirstHearsOfReloads() throws Exception {
        Files.writeString(folder.resolve("lvs.cf"), config(80));
        TestHub hub = TestHub.start(folder, new MemoryDataPlane(), new MemoryAddressPlane(), Optional.of(Role.ACTIVE));
        try (var first = nanny(ProcessHandle.current().pid());
                var client = IpcConnection.connect(folder.resolve("hub"))) {
            assertThat(first.receive()).isInstanceOf(Message.CheckPlan.class);
            try (var second = nanny(STRANGER)) {
                assertThatThrownBy(second::receive).isInstanceOf(IOException.class);
            }
            Files.writeString(folder.resolve("lvs.cf"), config(8080));
            client.send(new Message.Hello("lvsctl", "test", STRANGER));
            assertThat(reload(client).ok()).isTrue();
            Message.CheckPlan plan = (Message.CheckPlan) first.receive();
            assertThat(plan.checks()).extracting(c -> c.target().port()).isEqualTo(List.of(8080));
        } finally {
            hub.stop();
        }
    }

    @Test
    void theHubsOwnTakesThePlaceOfAStranger() throws Exception {
        Files.writeString(folder.resolve("lvs.cf"), config(80));
        TestHub hub = TestHub.start(folder, new MemoryDataPlane(), new MemoryAddressPlane(), Optional.of(Role.ACTIVE));
        try (var stranger = nanny(STRANGER)) {
            assertThat(stranger.receive()).isInstanceOf(Message.CheckPlan.class);
            try (var own = nanny(ProcessHandle.current().pid())) {
                assertThat(own.receive()).isInstanceOf(Message.CheckPlan.class);
                assertThatThrownBy(stranger::receive).isInstanceOf(IOException.class);
            }
        } finally {
            hub.stop();
        }
    }

    private static String config(int port) {
        return "primary = 127.0.0.1\ndata_plane = none\nvirtual web {\nactive = 1\naddress = 127.0.0.9 lo:1\nport = "
                + port + "\nserver s1 {\naddress = 127.0.0.1\nactive = 1\n}\n}\n";
    }
}
