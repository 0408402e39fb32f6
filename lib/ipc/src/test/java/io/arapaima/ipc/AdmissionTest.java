package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is locked out by peers that only take places. */
@Timeout(240)
class AdmissionTest {
    private static final int MORE_THAN_PLACES = 100;

    @TempDir
    Path folder = Path.of("");

    private final List<SocketChannel> silent = new ArrayList<>();

    /** Greets, and answers each word with the same until the peer goes. */
    private static void echo(IpcConnection peer) throws IOException {
        while (true) {
            peer.send(peer.receive());
        }
    }

    private void crowd(Path socket) throws IOException {
        for (int i = 0; i < MORE_THAN_PLACES; i++) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            silent.add(channel);
        }
    }

    private void disperse() throws IOException {
        for (SocketChannel channel : silent) {
            channel.close();
        }
    }

    @Test
    void whoeverTalksGetsInBesideAnyNumberOfSilentOnes() throws IOException {
        Path socket = folder.resolve("hub.sock");
        try (var _ = IpcServer.listen(socket, AdmissionTest::echo); var early = IpcConnection.connect(socket)) {
            var hello = new Message.Hello("nanny", "1", 7);
            early.send(hello);
            assertThat(early.receive()).isEqualTo(hello);
            crowd(socket);
            try (var late = IpcConnection.connect(socket)) {
                late.send(hello);
                assertThat(late.receive()).isEqualTo(hello);
                early.send(hello);
                assertThat(early.receive()).as("who has greeted keeps its place").isEqualTo(hello);
            } finally {
                disperse();
            }
        }
    }

    /** As many as a script forgets: each greets, and stays. */
    @Test
    void whoeverForgetsItsShellsLocksNoDaemonOut() throws IOException {
        Path socket = folder.resolve("hub.sock");
        List<IpcConnection> shells = new ArrayList<>();
        try (var _ = IpcServer.listen(socket, AdmissionTest::echo)) {
            var hello = new Message.Hello("lvsctl", "1", 7);
            for (int i = 0; i < MORE_THAN_PLACES; i++) {
                IpcConnection shell = IpcConnection.connect(socket);
                shells.add(shell);
                greet(shell, hello);
            }
            for (String daemon : List.of("nanny", "pulse", "lvs-manager", "courier")) {
                try (var peer = IpcConnection.connect(socket)) {
                    var word = new Message.Hello(daemon, "1", 7);
                    assertThat(greet(peer, word)).as(daemon).isTrue();
                }
            }
            try (var late = IpcConnection.connect(socket)) {
                assertThat(greet(late, hello)).as("one shell more").isFalse();
            }
            assertThat(greet(shells.getFirst(), hello)).as("who has a place keeps it").isTrue();
            shells.getFirst().close();
            awaitPlace(socket, hello);
        } finally {
            shells.forEach(IpcConnection::close);
        }
    }

    /** Whether it is answered. */
    private static boolean greet(IpcConnection peer, Message word) {
        try {
            peer.send(word);
            return peer.receive().equals(word);
        } catch (IOException e) {
            return false;
        }
    }

    /** The end of the other conversation is noticed by its own thread. */
    private static void awaitPlace(Path socket, Message hello) throws IOException {
        while (true) {
            try (var next = IpcConnection.connect(socket)) {
                if (greet(next, hello)) {
                    return;
                }
            }
        }
    }

    @Test
    void whoeverSaysNothingIsLeft() throws IOException {
        Path socket = folder.resolve("hub.sock");
        try (var _ = IpcServer.listen(socket, Duration.ofMillis(200), AdmissionTest::echo);
                var silentOne = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                var talker = IpcConnection.connect(socket)) {
            var hello = new Message.Hello("lvsctl", "1", 7);
            talker.send(hello);
            assertThat(talker.receive()).isEqualTo(hello);
            assertThat(silentOne.read(ByteBuffer.allocate(1))).as("the end").isEqualTo(-1);
            talker.send(hello);
            assertThat(talker.receive()).isEqualTo(hello);
        }
    }

    @Test
    void thisUserIsAnAdministrator() throws IOException {
        Path socket = folder.resolve("hub.sock");
        try (var _ = IpcServer.listen(socket, peer -> {
            var _ = peer.receive();
            peer.send(new Message.Answer(true, List.of(peer.peer().role().name())));
        }); var peer = IpcConnection.connect(socket)) {
            peer.send(new Message.StatusQuery());
            assertThat(peer.receive()).isEqualTo(new Message.Answer(true, List.of("ADMINISTRATOR")));
        }
    }

    /** A heartbeat has 32 MB, and somebody may ask it fifty times a second. */
    @Test
    void whatIsOverCostsNoMemory() throws Exception {
        Path socket = folder.resolve("hub.sock");
        var peers = new LinkedBlockingQueue<WeakReference<IpcConnection>>();
        try (var _ = IpcServer.listen(socket, Duration.ofHours(1), peer -> {
            peers.add(new WeakReference<>(peer));
            echo(peer);
        })) {
            try (var talker = IpcConnection.connect(socket)) {
                talker.send(new Message.Hello("lvsctl", "1", 7));
                talker.receive();
            }
            WeakReference<IpcConnection> peer = peers.take();
            long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (peer.get() != null) {
                assertThat(System.nanoTime() - end).as("kept for two minutes").isNegative();
                System.gc();
                Thread.sleep(20);
            }
        }
    }
}
