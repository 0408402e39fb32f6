package io.arapaima.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.ConfigChange;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Revision;
import io.arapaima.ipc.reason.Role;
import io.arapaima.manager.desk.ConfigDesk;
import io.arapaima.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking files into use on a real hub's socket: apply, confirm, go back, roll back, and what is refused. */
class ApplyTest {
    private static final String FILE = "serial_no = 41\nprimary = 10.0.0.1\nsmtp_password = hush\n";
    private static final String NEXT = FILE.replace("41", "42") + "syncd_id = 7\n";
    private static final String USER = System.getProperty("user.name");

    @TempDir
    Path folder = Path.of("");
    private Path file = Path.of("");
    private Optional<TestHub> hub = Optional.empty();

    @BeforeEach
    void begin() throws Exception {
        file = Files.writeString(folder.resolve("lvs.cf"), FILE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        start();
    }

    private void start() throws Exception {
        hub = Optional.of(TestHub.start(folder, new MemoryDataPlane(), new MemoryAddressPlane(),
                Optional.of(Role.STANDBY)));
        while (revisions().revisions().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @AfterEach
    void end() throws IOException {
        if (hub.isPresent()) {
            hub.get().stop();
        }
        hub = Optional.empty();
    }

    private Message say(Message message) throws IOException {
        try (var connection = IpcConnection.connect(folder.resolve("hub"))) {
            connection.send(new Message.Hello("test", "1", 1));
            connection.send(message);
            return connection.receive();
        }
    }

    private Message.Answer answer(Message message) throws IOException {
        return (Message.Answer) say(message);
    }

    private ConfigReply.Revisions revisions() throws IOException {
        return (ConfigReply.Revisions) say(new ConfigRequest.RevisionsQuery());
    }

    private static ConfigRequest.ApplyOptions how(int base, int seconds) {
        return new ConfigRequest.ApplyOptions(base, false, false, seconds, "a test");
    }

    private Message.Answer apply(String text, ConfigRequest.ApplyOptions how) throws IOException {
        return answer(new ConfigRequest.Apply(ConfigPacking.packWhole(text.getBytes(UTF_8)), "/root/new.cf", how));
    }

    private void awaitFile(String text) throws Exception {
        while (!Files.readString(file).equals(text) || !revisions().waiting().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private List<Event> events() throws IOException {
        try (var connection = IpcConnection.connect(folder.resolve("hub"))) {
            connection.send(new Message.Hello("test", "1", 1));
            connection.send(new Message.EventsQuery(100, false));
            var events = new ArrayList<Event>();
            while (connection.receive() instanceof Message.EventRaised(var event)) {
                events.add(event);
            }
            return events;
        }
    }

    private Optional<DirectorSnapshot.OtherFile> onDisk() throws IOException {
        return ((Message.Status) say(new Message.StatusQuery())).snapshot().director().onDisk();
    }

    @Test
    void statusSaysThatTheFileIsNotTheOneInForceAndWhyItWasRefused() throws Exception {
        assertThat(onDisk()).isEmpty();
        Files.writeString(file, FILE + "syncd_id = seven\nsyncd_iface = \n");
        assertThat(onDisk()).contains(new DirectorSnapshot.OtherFile(true, Optional.empty(), ""));
        Message.Answer refused = answer(new ConfigRequest.Reload());
        assertThat(refused.ok()).isFalse();
        assertThat(refused.lines().getLast()).isEqualTo("nothing was changed: what was in force stays (serial_no 41), "
                + "lvsctl diff running file shows the difference");
        assertThat(onDisk().orElseThrow()).satisfies(other -> {
            assertThat(other.differs()).isTrue();
            assertThat(other.refused().orElseThrow()).isAfter(Instant.EPOCH);
            assertThat(other.why()).contains("at line 4: integer expected").endsWith("(and 1 more)");
        });
        Files.writeString(file, NEXT);
        assertThat(answer(new ConfigRequest.Reload()).ok()).isTrue();
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void whatIsAppliedIsWrittenInForceAndARevisionWithActorAndReason() throws Exception {
        Message.Answer answer = apply(NEXT, how(1, 0));
        assertThat(answer.lines()).contains("syncd_id 0 -> 7", "revision 2 is in force");
        assertThat(file).content().isEqualTo(NEXT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
        Revision newest = revisions().revisions().getLast();
        assertThat(newest.actor()).as("by the kernel's word").isEqualTo(USER);
        assertThat(newest.reason()).isEqualTo("applied /root/new.cf: a test");
        assertThat(newest.serial()).isEqualTo(42);
        assertThat(events().getLast()).satisfies(e -> {
            assertThat(e.kind()).isEqualTo(Event.Kind.RELOADED);
            assertThat(e.actor()).isEqualTo(USER);
            assertThat(e.line()).contains("revision 2 in force, applied /root/new.cf: a test by " + USER);
            assertThat(e.facts().causes()).as("for other languages")
                    .anyMatch(c -> c instanceof FileReason.Differs(var changes)
                            && changes.contains(new ConfigChange.Changed("syncd_id", Optional.of("0"),
                                    Optional.of("7"))))
                    .contains(new FileReason.Applied(2, "applied /root/new.cf: a test", 1, 0));
        });
        assertThat(answer(new ConfigRequest.Reload()).lines()).contains("nothing changed");
        assertThat(revisions().revisions()).as("the same file is no new revision").hasSize(2);
    }

    @Test
    void whatCannotBeUsedOrWasChangedMeanwhileIsRefusedAndChangesNothing() throws Exception {
        assertThat(apply(NEXT + "keepalive = often\n", how(0, 0)).lines().getFirst())
                .contains("at line 5: integer expected");
        assertThat(apply(NEXT, how(0, 0)).ok()).isTrue();
        assertThat(apply(FILE + "# mine\n", how(1, 0)).lines().getFirst())
                .startsWith("revision 1 is no longer in force: revision 2, serial 42 (")
                .contains("of " + USER + " is; see lvsctl diff 1 running");
        assertThat(apply(NEXT, how(0, 4)).lines().getFirst()).contains("the time to confirm is 4 s; it is 5 to 86400");
        Files.writeString(file, NEXT + "# an operator types\n");
        assertThat(apply(FILE, how(0, 0)).lines().getFirst()).contains("was edited and is not in force");
        assertThat(answer(new ConfigRequest.Rollback(1, how(0, 0))).ok()).isFalse();
        assertThat(file).content().endsWith("# an operator types\n");
        assertThat(apply(FILE, new ConfigRequest.ApplyOptions(0, true, false, 0, "")).ok()).isTrue();
        assertThat(folder.resolve("lvs.cf.previous")).content().endsWith("# an operator types\n");
    }

    @Test
    void aFileThatWasEditedInPlaceIsAppliedFromThere() throws Exception {
        Files.writeString(file, NEXT);
        assertThat(apply(NEXT, how(0, 5)).ok()).isTrue();
        awaitFile(FILE);
    }

    @Test
    void aDryRunSaysWhatWouldChange() throws Exception {
        assertThat(apply(NEXT, new ConfigRequest.ApplyOptions(0, false, true, 0, "")).lines())
                .containsExactly("serial_no 41 -> 42", "syncd_id 0 -> 7");
        assertThat(file).content().isEqualTo(FILE);
    }

    @Test
    void aPlaceThatCannotBeWrittenLeavesEverythingAsItWas() throws Exception {
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));
        assertThat(apply(NEXT, how(0, 60)).lines().getFirst()).startsWith("nothing was changed: ").contains(
                "cannot be written");
        assertThat(revisions().waiting()).isEmpty();
        assertThat(revisions().revisions()).hasSize(1);
    }

    @Test
    void whatNobodyConfirmsGoesBackByItself() throws Exception {
        assertThat(apply(NEXT, how(0, 5)).lines()).contains(
                "revision 2 is in force and goes back to revision 1 in 5 s; lvsctl confirm keeps it");
        assertThat(revisions().waiting()).startsWith("revision 2, applied by " + USER + ", waits");
        assertThat(apply(FILE + "# other\n", how(0, 0)).lines().getFirst()).contains("waits for its confirmation");
        assertThat(answer(new ConfigRequest.PushFile(true)).lines().getFirst()).contains("waits for its confirmation");
        awaitFile(FILE);
        assertThat(revisions().revisions().getLast().reason()).isEqualTo("revision 2 was not confirmed within 5 s");
        assertThat(events().getLast().line()).contains(
                "revision 1 in force again, revision 2 was not confirmed within 5 s by lvs-manager");
        assertThat(answer(new ConfigRequest.Confirm()).lines().getFirst())
                .startsWith("nothing waits for a confirmation");
    }

    @Test
    void whatIsConfirmedStays() throws Exception {
        assertThat(apply(NEXT, how(0, 5)).ok()).isTrue();
        assertThat(answer(new ConfigRequest.Confirm()).lines()).containsExactly("revision 2 stays");
        TimeUnit.SECONDS.sleep(6);
        assertThat(file).content().isEqualTo(NEXT);
        assertThat(events().getLast().line()).contains("revision 2 confirmed by " + USER);
    }

    @Test
    void aHubThatIsStartedAnewGoesOnWaitingAndGoesBack() throws Exception {
        assertThat(apply(NEXT, how(0, 8)).ok()).isTrue();
        end();
        start();
        assertThat(file).content().isEqualTo(NEXT);
        assertThat(revisions().waiting()).contains("revision 2");
        awaitFile(FILE);
        assertThat(revisions().revisions()).extracting(Revision::number).containsExactly(1, 2, 3);
    }

    @Test
    void whatLapsedWhileTheHubWasDownIsBackBeforeItReadsTheFile() throws Exception {
        assertThat(apply(NEXT, how(0, 5)).ok()).isTrue();
        end();
        Instant later = Instant.now().plusSeconds(60);
        assertThat(ConfigDesk.returnAtStart(folder, file, Instant.now())).isEmpty();
        assertThat(ConfigDesk.returnAtStart(folder, file, later).orElse(""))
                .startsWith("revision 2 was not confirmed within 5 s: ");
        assertThat(file).content().isEqualTo(FILE);
        start();
        awaitFile(FILE);
        assertThat(revisions().revisions().getLast().reason()).isEqualTo("revision 2 was not confirmed within 5 s");
        Await.until("the event", () -> events().stream().anyMatch(e -> e.now().equals("revision 1 in force again")));
    }

    @Test
    void anEarlierRevisionComesBackAsANewOneAndEndsWhatWaits() throws Exception {
        assertThat(apply(NEXT, how(0, 3600)).ok()).isTrue();
        assertThat(answer(new ConfigRequest.Rollback(1, how(2, 0))).ok()).isTrue();
        assertThat(file).content().isEqualTo(FILE);
        assertThat(revisions().waiting()).isEmpty();
        assertThat(revisions().revisions().getLast()).satisfies(r -> {
            assertThat(r.number()).isEqualTo(3);
            assertThat(r.reason()).isEqualTo("back to revision 1: a test");
        });
        assertThat(answer(new ConfigRequest.Rollback(9, how(0, 0))).lines().getFirst())
                .contains("there is no revision 9");
    }

    @Test
    void twoRevisionsDifferInWordsAndTextWithoutPasswords() throws Exception {
        assertThat(apply(NEXT.replace("hush", "secret"), how(0, 0)).ok()).isTrue();
        var difference = (ConfigReply.Difference) say(new ConfigRequest.DifferenceQuery("1", "running"));
        assertThat(difference.words()).contains("syncd_id 0 -> 7", "serial_no 41 -> 42");
        assertThat(difference.text()).containsSubsequence("-serial_no = 41", "+serial_no = 42", "+syncd_id = 7");
        assertThat(difference.toString()).contains("smtp_password = ***").doesNotContain("hush", "secret");
        assertThat(answer(new ConfigRequest.DifferenceQuery("x", "1")).lines().getFirst()).contains("running or file");
        assertThat(ConfigPacking.unpack(((ConfigReply.RevisionText) say(new ConfigRequest.RevisionQuery(1))).packed()))
                .isEqualTo(FILE.getBytes(UTF_8));
    }
}
