package io.arapaima.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.PulseRequest;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is sent a partner's lvs.cf, and one that sends its own to pulse, which is played here. */
class PeerCopyTest {
    private static final String FILE = """
            serial_no = 41
            primary = 10.0.0.1
            backup = 10.0.0.2
            backup_active = 1
            heartbeat_key = /etc/arapaima/heartbeat.key
            sync = 1
            """;
    private static final String NEWER = FILE.replace("41", "42") + "syncd_id = 7\n";

    @TempDir
    Path folder = Path.of("");
    private Optional<TestHub> hub = Optional.empty();

    private Path begin(Role role) throws IOException {
        Path file = Files.writeString(folder.resolve("lvs.cf"), FILE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        hub = Optional.of(TestHub.start(folder, new MemoryDataPlane(), new MemoryAddressPlane(), Optional.of(role)));
        return file;
    }

    @AfterEach
    void end() throws IOException {
        if (hub.isPresent()) {
            hub.get().stop();
        }
    }

    private Message.Answer say(Message message) throws IOException {
        try (var connection = IpcConnection.connect(folder.resolve("hub"))) {
            connection.send(new Message.Hello("test", "1", 1));
            connection.send(message);
            return (Message.Answer) connection.receive();
        }
    }

    private Message.Answer deliver(String text, boolean force) throws IOException {
        return say(new ConfigRequest.Deliver("primary 10.0.0.1", force, ConfigPacking.pack(text.getBytes(UTF_8))));
    }

    @Test
    void aGoodNewerFileIsWrittenAndInForceAndTheOldOneIsKept() throws Exception {
        Path file = begin(Role.STANDBY);
        Message.Answer answer = deliver(NEWER, false);
        assertThat(answer.ok()).isTrue();
        assertThat(answer.lines().getFirst()).startsWith("runs serial 42 (").contains("now; what it had is in ")
                .endsWith("lvs.cf.previous");
        assertThat(answer.lines()).anyMatch(l -> l.contains("syncd_id"));
        assertThat(file).content().isEqualTo(NEWER);
        assertThat(folder.resolve("lvs.cf.previous")).content().isEqualTo(FILE);
        for (String name : List.of("lvs.cf", "lvs.cf.previous")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)))).as(name)
                    .isEqualTo("rw-r-----");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(p -> p.getFileName().toString()).filter(n -> n.contains(".cf")))
                    .containsExactlyInAnyOrder("lvs.cf", "lvs.cf.previous");
        }
        assertThat(deliver(NEWER, false).lines().getFirst()).startsWith("runs serial 42 (").endsWith(") already");
        assertThat(Files.readString(folder.resolve("events.jsonl"))).contains("reloaded, pushed by primary 10.0.0.1");
    }

    @Test
    void aFileWithErrorsChangesNothingAndEachErrorHasItsLineAndCure() throws Exception {
        Path file = begin(Role.STANDBY);
        Message.Answer answer = deliver(NEWER + "keepalive = often\nsmtp_password = secret\nsynk = 1\n", true);
        assertThat(answer.ok()).isFalse();
        assertThat(answer.lines().getFirst()).startsWith("refuses it and keeps serial 41 (");
        assertThat(answer.lines()).anyMatch(l -> l.contains("at line 8: integer expected"))
                .anyMatch(l -> l.contains("at line 10: ")).noneMatch(l -> l.contains("secret"));
        assertThat(file).content().isEqualTo(FILE);
        assertThat(folder.resolve("lvs.cf.previous")).doesNotExist();
        assertThat(say(new ConfigRequest.Reload()).lines()).contains("nothing changed");
    }

    @Test
    void anOlderFileAndAnEditThatNobodyReadStayUnlessForced() throws Exception {
        Path file = begin(Role.STANDBY);
        String older = FILE.replace("41", "40");
        assertThat(deliver(older, false).lines().getFirst()).startsWith("runs a newer lvs.cf: serial 41 (");
        Files.writeString(file, FILE + "# an operator types\n");
        assertThat(deliver(NEWER, false).lines().getFirst()).contains("edited there");
        assertThat(file).content().endsWith("# an operator types\n");
        assertThat(deliver(older, true).ok()).isTrue();
        assertThat(file).content().isEqualTo(older);
        assertThat(folder.resolve("lvs.cf.previous")).content().endsWith("# an operator types\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsNotTakenIntoUse() throws Exception {
        Path file = begin(Role.STANDBY);
        Files.createDirectories(folder.resolve("lvs.cf.previous").resolve("in the way"));
        assertThat(deliver(NEWER, false).lines().getFirst()).startsWith("did not take it: ");
        assertThat(file).content().isEqualTo(FILE);
        assertThat(say(new ConfigRequest.Reload()).lines()).contains("nothing changed");
    }

    @Test
    void whatIsInForceIsPushedAndAnEditIsNot() throws Exception {
        Path file = begin(Role.STANDBY);
        BlockingQueue<Message> pushed = new LinkedBlockingQueue<>();
        try (var _ = pulse(pushed, new Message.Answer(false, List.of("backup 10.0.0.2: has its reasons")))) {
            assertThat(say(new ConfigRequest.PushFile(true)))
                    .isEqualTo(new Message.Answer(false, List.of("backup 10.0.0.2: has its reasons")));
            assertThat(pushed.take()).isEqualTo(new PulseRequest.Push(true, ConfigPacking.pack(FILE.getBytes(UTF_8))));
            Files.writeString(file, NEWER);
            assertThat(say(new ConfigRequest.PushFile(true)).lines().getFirst())
                    .contains("edited and is not in force yet");
            assertThat(pushed).isEmpty();
        }
        Files.writeString(file, FILE);
        assertThat(say(new ConfigRequest.PushFile(true)).lines().getFirst()).contains("cannot reach pulse", "start it");
    }

    @Test
    void theActiveHubPushesAfterAReloadAndNotWhatWasPushedToIt() throws Exception {
        Path file = begin(Role.ACTIVE);
        BlockingQueue<Message> pushed = new LinkedBlockingQueue<>();
        try (var _ = pulse(pushed, new Message.Answer(true, List.of("backup: runs it")))) {
            assertThat(deliver(NEWER, false).ok()).isTrue();
            assertThat(pushed.poll(500, TimeUnit.MILLISECONDS)).as("what was pushed is not pushed on").isNull();
            String next = NEWER.replace("42", "43");
            Files.writeString(file, next);
            assertThat(say(new ConfigRequest.Reload()).ok()).isTrue();
            assertThat(pushed.poll(60, TimeUnit.SECONDS))
                    .isEqualTo(new PulseRequest.Push(false, ConfigPacking.pack(next.getBytes(UTF_8))));
            Files.writeString(file, next.replace("43", "44").replace("sync = 1", "sync = 0"));
            assertThat(say(new ConfigRequest.Reload()).ok()).isTrue();
            assertThat(pushed.poll(500, TimeUnit.MILLISECONDS)).as("sync = 0").isNull();
        }
    }

    @Test
    void aSyncThatFailsIsATroubleAndAStandbyDoesNotSync() throws Exception {
        begin(Role.ACTIVE);
        assertThat(say(new ConfigRequest.Reload()).ok()).isTrue();
        awaitTrouble("lvs.cf at the partner: cannot reach pulse");
        end();
        begin(Role.STANDBY);
        BlockingQueue<Message> pushed = new LinkedBlockingQueue<>();
        try (var _ = pulse(pushed, new Message.Answer(true, List.of()))) {
            assertThat(say(new ConfigRequest.Reload()).ok()).isTrue();
            assertThat(pushed.poll(500, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    private void awaitTrouble(String text) throws Exception {
        for (int i = 0; i < 6000; i++) {
            try (var connection = IpcConnection.connect(folder.resolve("hub"))) {
                connection.send(new Message.Hello("test", "1", 1));
                connection.send(new Message.StatusQuery());
                if (connection.receive() instanceof Message.Status(var status, var _)
                        && status.troubles().stream().anyMatch(t -> t.startsWith(text))) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("no trouble " + text);
    }

    private IpcServer pulse(BlockingQueue<Message> said, Message.Answer answer) throws IOException {
        return IpcServer.listen(folder.resolve("pulse.sock"), peer -> {
            peer.receive(); // Hello
            said.add(peer.receive());
            peer.send(answer);
        });
    }
}
