package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.PulseRequest;
import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.HubReport;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a peer of a neighbouring build says out of place costs it an answer, not its conversation. */
class NeighbourHubTest {
    @TempDir
    private Path folder;

    private TestHub hub;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("lvs.cf"), """
                primary = 127.0.0.1
                data_plane = none
                virtual web {
                active = 1
                address = 127.0.0.9 lo:1
                port = 80
                server s1 {
                address = 127.0.0.1
                active = 1
                }
                }
                """);
        hub = TestHub.start(folder, new MemoryDataPlane(), new MemoryAddressPlane(), Optional.of(Role.ACTIVE));
    }

    @AfterEach
    void stop() throws IOException {
        hub.stop();
    }

    private IpcConnection talk(String program) throws IOException {
        IpcConnection connection = IpcConnection.connect(folder.resolve("hub"));
        connection.send(new Message.Hello(program, "0.9", 1));
        return connection;
    }

    private static void refused(IpcConnection peer, String sentence) throws IOException {
        assertThat(peer.receive()).isInstanceOfSatisfying(Message.Answer.class, answer -> {
            assertThat(answer.ok()).isFalse();
            assertThat(answer.lines()).singleElement().asString().contains(sentence);
        });
    }

    @Test
    void aClientThatAsksPulsesQuestionGoesOn() throws IOException {
        try (var client = talk("lvsctl")) {
            client.send(new PulseRequest.PulseQuery());
            refused(client, "PulseQuery is not for lvs-manager to hear from a client");
            client.send(new Message.StatusQuery());
            assertThat(client.receive()).isInstanceOf(Message.Status.class);
        }
    }

    @Test
    void pulseThatAsksForAStatusKeepsItsConversation() throws IOException {
        try (var pulse = talk("pulse")) {
            pulse.send(new Message.StatusQuery());
            refused(pulse, "StatusQuery is not for lvs-manager to hear from pulse");
            pulse.send(new PulseReport.PairSettingsQuery());
            assertThat(pulse.receive()).isInstanceOf(HubReport.PairSettings.class);
        }
    }

    /** A refusal is not refused in its turn, or two builds would do so for ever. */
    @Test
    void anEngineThatRefusesGoesOnWorking() throws IOException {
        try (var nanny = talk("nanny")) {
            nanny.send(new Message.Answer(false, List.of("the message Later is not understood")));
            nanny.send(new Message.StatusQuery());
            refused(nanny, "StatusQuery is not for lvs-manager to hear from a check engine");
            nanny.send(new Message.Offered(CheckCatalogue.UNKNOWN));
            assertThat(nanny.receive()).isInstanceOf(Message.CheckPlan.class);
        }
    }
}
