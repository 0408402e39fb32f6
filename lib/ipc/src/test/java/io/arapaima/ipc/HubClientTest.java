package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client and a hub of another build, which speaks in plain lines here. */
class HubClientTest {
    private static final String EVENT = "{\"type\":\"EventRaised\",\"event\":{\"seq\":%d,\"at\":\"2026-11-21T12:00:00Z\","
            + "\"kind\":\"%s\",\"subject\":\"web\"}}";

    @TempDir
    Path folder = Path.of("");

    /** Says its lines when it has heard so many, and completes with all that it has heard when the client goes. */
    private CompletableFuture<List<String>> hub(int heard, String... lines) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(folder.resolve("hub.sock")));
        return CompletableFuture.supplyAsync(() -> {
            try (listener; SocketChannel peer = listener.accept()) {
                var said = new ArrayList<String>();
                var reader = new BufferedReader(Channels.newReader(peer, StandardCharsets.UTF_8));
                while (said.size() < heard) {
                    said.add(reader.readLine());
                }
                peer.write(ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
                reader.lines().forEach(said::add);
                return said;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private HubClient client() throws IOException {
        return HubClient.connect(folder.resolve("hub.sock"), "pulse");
    }

    @Test
    void whatIsNotKnownIsRefusedAndWhatComesNextIsHeard() throws Exception {
        var hub = hub(1, "{\"type\":\"Tomorrow\",\"when\":1}", "{\"type\":\"Alive\",\"load\":0.5}");
        try (var client = client()) {
            assertThat(client.hear()).isEqualTo(new Message.Alive());
        }
        assertThat(hub.get()).hasSize(2).first().asString().contains("\"type\":\"Hello\"", "\"protocol\":1");
        assertThat(hub.get().get(1)).contains("\"ok\":false", "the message Tomorrow is not understood");
    }

    @Test
    void anEventOfAnUnknownKindCostsItselfOnly() throws Exception {
        var _ = hub(2, EVENT.formatted(1, "LIFE"), EVENT.formatted(2, "LATER"), EVENT.formatted(3, "DRIFT"),
                "{\"type\":\"Answer\",\"ok\":true}");
        try (var client = client()) {
            assertThat(client.events(10)).extracting(Event::seq).containsExactly(1L, 3L);
        }
    }

    @Test
    void aRefusalIsAnErrorWithTheHubsSentence() throws Exception {
        var _ = hub(1,
                "{\"type\":\"Answer\",\"ok\":false,\"lines\":[\"pulse speaks protocol 1, and this is version 9\"]}");
        try (var client = client()) {
            assertThatThrownBy(client::status).isInstanceOf(IOException.class)
                    .hasMessage("pulse speaks protocol 1, and this is version 9");
        }
    }

    @Test
    void anAnswerThatCannotBeReadIsAnErrorAndNotWaitedFor() throws Exception {
        var _ = hub(2, "{\"type\":\"Status\",\"snapshot\":7}");
        try (var client = client()) {
            assertThatThrownBy(client::status).isInstanceOf(IOException.class)
                    .hasMessageContaining("the peer speaks another language");
        }
    }
}
