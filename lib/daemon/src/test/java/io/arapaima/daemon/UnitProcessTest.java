package io.arapaima.daemon;

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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child by way of a socket, with this test in systemd's place and real processes; the lab has the real one. */
class UnitProcessTest {
    @TempDir
    Path folder = Path.of("");

    private final TestPrograms programs = new TestPrograms();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<SocketChannel> conversations = new LinkedBlockingQueue<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private ServerSocketChannel unit;

    @BeforeEach
    void listen() throws IOException {
        unit = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        unit.bind(UnixDomainSocketAddress.of(folder.resolve("hub.sock")));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        unit.close();
        programs.close();
    }

    private void serve() {
        try {
            SocketChannel channel = unit.accept();
            conversations.add(channel);
            var lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            for (String word = lines.readLine(); word != null && !word.isEmpty(); word = lines.readLine()) {
                heard.add(word);
            }
            Process program = programs.start(new ProcessBuilder("/bin/sleep", "600"));
            say(channel, "pid " + program.pid());
            Thread.ofVirtual().start(() -> {
                try {
                    say(channel, "exit " + program.waitFor());
                } catch (IOException | InterruptedException e) {
                    heard.add(e.toString());
                }
            });
            for (String word = lines.readLine(); word != null; word = lines.readLine()) {
                new ProcessBuilder("/bin/kill", "-s", word, Long.toString(program.pid())).start().waitFor();
            }
            program.destroyForcibly();
        } catch (IOException | InterruptedException e) {
            heard.add(e.toString());
        }
    }

    private static void say(SocketChannel channel, String line) throws IOException {
        var _ = channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private Process start(String name, String... words) throws IOException {
        var builder = new ProcessBuilder(words);
        builder.environment().put(UnitProcess.VARIABLE, folder.toString());
        return UnitProcess.startedFor(name, builder);
    }

    @Test
    void argumentsGoThereAndAPidComesBack() throws Exception {
        Process child = start("hub", "/usr/sbin/arapaima", "lvs-manager", "--role=pulse", "-c", "/etc/lvs two.cf");
        assertThat(List.of(heard.take(), heard.take(), heard.take())).containsExactly("--role=pulse", "-c",
                "/etc/lvs two.cf");
        assertThat(ProcessHandle.of(child.pid()).orElseThrow().isAlive()).isTrue();
        assertThat(child.isAlive()).isTrue();
        assertThatThrownBy(child::exitValue).isInstanceOf(IllegalThreadStateException.class);
        child.destroy();
        assertThat(child.waitFor()).isEqualTo(143);
        assertThat(child.isAlive()).isFalse();
        child.destroy(); // of one that has ended is nothing
    }

    @Test
    void whatHangsIsKilled() throws Exception {
        Process child = start("hub", "launcher", "hub");
        ((UnitProcess) child).signal("STOP");
        child.destroy();
        child.destroyForcibly();
        assertThat(child.waitFor()).isEqualTo(137);
    }

    @Test
    void aConversationThatBreaksIsTheEnd() throws Exception {
        Process child = start("hub", "launcher", "hub");
        conversations.take().close();
        assertThat(child.waitFor()).isEqualTo(137);
    }

    @Test
    void withoutASocketOfThatNameItIsStartedAsEver() throws Exception {
        Process child = start("nanny", "/bin/true");
        assertThat(child).isNotInstanceOf(UnitProcess.class);
        assertThat(child.waitFor()).isZero();
    }

    @Test
    void whatCannotBeCarriedIsRefused() {
        assertThatThrownBy(() -> start("hub", "launcher", "hub", "a\nb")).isInstanceOf(IOException.class)
                .hasMessageContaining("line end");
    }
}
