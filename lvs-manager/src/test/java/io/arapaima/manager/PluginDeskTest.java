package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PluginCheck;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about plugins at a real hub's socket, with this test as nanny. */
class PluginDeskTest {
    private static final PluginCheck CHECK = new PluginCheck("http", PluginCheck.State.IN_USE, "1", "/x.jar",
            Instant.EPOCH, "Asks.", List.of(), Optional.empty(), false, List.of());

    @TempDir
    Path folder = Path.of("");

    private Optional<TestHub> hub = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), "primary = 10.0.0.1\n");
        hub = Optional.of(TestHub.start(folder, new MemoryDataPlane(), new MemoryAddressPlane(),
                Optional.of(Role.ACTIVE)));
    }

    @AfterEach
    void stop() throws IOException {
        hub.orElseThrow().stop();
    }

    private IpcConnection talk(String program) throws IOException {
        IpcConnection connection = IpcConnection.connect(folder.resolve("hub"));
        connection.send(new Message.Hello(program, "1", 1));
        return connection;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aQuestionReachesNannyAndTheAnswerWhoeverAsked(boolean look) throws Exception {
        try (var nanny = nanny(); var client = talk("lvsctl")) {
            client.send(new Message.PluginsQuery(0, look));
            Message.PluginsQuery asked = question(nanny);
            assertThat(asked.look()).isEqualTo(look);
            nanny.send(new Message.Plugins(asked.id() + 1, List.of()));
            nanny.send(new Message.Plugins(asked.id(), List.of(CHECK)));
            assertThat(((Message.Plugins) client.receive()).checks()).containsExactly(CHECK);
        }
    }

    @Test
    void whoWaitsForANannyThatEndsIsTold() throws Exception {
        try (var client = talk("lvsctl")) {
            try (var nanny = nanny()) {
                client.send(new Message.PluginsQuery(0, false));
                question(nanny);
            }
            assertThat(client.receive()).isEqualTo(new Message.Answer(false,
                    List.of("the check engine has just ended; lvsctl status says what it is in trouble with")));
        }
    }

    @Test
    void withoutANannyTheAnswerSaysSo() throws Exception {
        try (var client = talk("lvsctl")) {
            client.send(new Message.PluginsQuery(0, false));
            assertThat(((Message.Answer) client.receive()).lines().getFirst()).contains("is not connected");
        }
    }

    /** Plans may come in between. */
    private static Message.PluginsQuery question(IpcConnection nanny) throws IOException {
        while (true) {
            if (nanny.receive() instanceof Message.PluginsQuery question) {
                return question;
            }
        }
    }

    /** The hub has met nanny when it sends the plan. */
    private IpcConnection nanny() throws IOException {
        IpcConnection nanny = talk("nanny");
        nanny.send(new Message.Offered(new CheckCatalogue(List.of())));
        assertThat(nanny.receive()).isInstanceOf(Message.CheckPlan.class);
        return nanny;
    }
}
