package io.arapaima.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.BlockPath;
import io.arapaima.config.DocumentBuilder;
import io.arapaima.config.Problem;
import io.arapaima.config.Severity;
import io.arapaima.ipc.AuditEntry;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts and the audit on a real hub's socket. */
class DraftHubTest {
    private static final String FILE = "# ours\nprimary = 10.0.0.1  # the first\nsmtp_password = hush\n";
    private static final String USER = System.getProperty("user.name");
    private static final ConfigRequest.ApplyOptions HOW = new ConfigRequest.ApplyOptions(0, false, false, 0, "a test");

    @TempDir
    Path folder = Path.of("");
    private Path file = Path.of("");
    private Optional<TestHub> hub = Optional.empty();

    @BeforeEach
    void begin() throws Exception {
        file = Files.writeString(folder.resolve("lvs.cf"), FILE);
        hub = Optional.of(TestHub.start(folder, new MemoryDataPlane(), new MemoryAddressPlane(),
                Optional.of(Role.STANDBY)));
        Await.until("the first revision",
                () -> say(new ConfigRequest.RevisionsQuery()) instanceof ConfigReply.Revisions(var kept, var _)
                        && kept.size() == 1);
    }

    @AfterEach
    void end() throws IOException {
        if (hub.isPresent()) {
            hub.get().stop();
        }
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

    private ConfigReply.DraftState state(Message message) throws IOException {
        return (ConfigReply.DraftState) say(message);
    }

    private String text(int draft) throws IOException {
        var said = (ConfigReply.DraftText) say(new ConfigRequest.DraftQuery(draft));
        return new String(ConfigPacking.unpack(said.packed()), UTF_8);
    }

    private static ConfigRequest.DraftEdit edit(int draft, int version, DocumentBuilder edits) {
        return new ConfigRequest.DraftEdit(draft, version, edits.edits());
    }

    private static DocumentBuilder syncd(String id) {
        return new DocumentBuilder().set(BlockPath.top(), "syncd_id", id);
    }

    private List<AuditEntry> audit() throws IOException {
        return ((AuditEntry.AuditTrail) say(new AuditEntry.AuditQuery(100, 0))).entries();
    }

    @Test
    void aDraftIsMadeChangedComparedAndAppliedAndThenGone() throws Exception {
        ConfigReply.DraftState made = state(new ConfigRequest.DraftCreate(0));
        assertThat(made.usable()).isTrue();
        assertThat(made.head()).satisfies(head -> {
            assertThat(head.base()).isEqualTo(1);
            assertThat(head.version()).isEqualTo(1);
            assertThat(head.author()).isEqualTo(USER);
        });
        ConfigReply.DraftState edited = state(edit(1, 1, syncd("7")));
        assertThat(edited.head().version()).isEqualTo(2);
        assertThat(text(1)).isEqualTo(FILE.replace("smtp", "syncd_id = 7\nsmtp"));
        var difference = (ConfigReply.Difference) say(new ConfigRequest.DraftDifference(1));
        assertThat(difference.words()).containsExactly("syncd_id 0 -> 7");
        assertThat(difference.text()).contains("+syncd_id = 7").noneMatch(line -> line.contains("hush"));
        assertThat(file).as("a draft is of no effect").content().isEqualTo(FILE);

        var tried = new ConfigRequest.ApplyOptions(0, false, true, 0, "");
        assertThat(answer(new ConfigRequest.DraftApply(1, 2, tried)).lines()).containsExactly("syncd_id 0 -> 7");
        Message.Answer applied = answer(new ConfigRequest.DraftApply(1, 2, HOW));
        assertThat(applied.lines()).contains("syncd_id 0 -> 7", "revision 2 is in force");
        assertThat(file).content().contains("syncd_id = 7");
        assertThat(say(new ConfigRequest.DraftsQuery())).isEqualTo(new ConfigReply.Drafts(List.of(), 2));
        assertThat(answer(new ConfigRequest.DraftQuery(1)).lines().getFirst())
                .startsWith("there is no draft 1; it was");
    }

    @Test
    void whatIsWrongIsToldWithItsLineAndCannotBeApplied() throws Exception {
        state(new ConfigRequest.DraftCreate(0));
        ConfigReply.DraftState bad = state(edit(1, 1, syncd("often")));
        assertThat(bad.usable()).isFalse();
        assertThat(bad.problems()).extracting(Problem::line, Problem::severity)
                .contains(org.assertj.core.groups.Tuple.tuple(3, Severity.ERROR));
        assertThat(bad.problems().getFirst().message()).contains("integer expected");
        assertThat(state(new ConfigRequest.DraftCheck(1))).isEqualTo(bad);
        assertThat(answer(new ConfigRequest.DraftApply(1, 2, HOW)).ok()).isFalse();
        assertThat(answer(edit(1, 2, new DocumentBuilder().set(BlockPath.top(), "syncd_id", "8")
                .removeBlock(BlockPath.virtual("none")))).lines())
                .containsExactly("nothing was changed: there is no virtual none");
        assertThat(text(1)).as("the first of two edits was not made either").contains("syncd_id = often");
        assertThat(file).content().isEqualTo(FILE);
    }

    @Test
    void aDraftOfAnEarlierRevisionIsRefused() throws Exception {
        state(new ConfigRequest.DraftCreate(0));
        state(new ConfigRequest.DraftCreate(0));
        state(edit(1, 1, syncd("7")));
        state(edit(2, 1, syncd("8")));
        assertThat(answer(new ConfigRequest.DraftApply(1, 2, HOW)).ok()).isTrue();
        assertThat(answer(new ConfigRequest.DraftApply(2, 2, HOW)).lines().getFirst())
                .startsWith("draft 2 was made on revision 1, and revision 2, serial 0 (")
                .endsWith("of " + USER + " is in force now; see lvsctl diff 1 2, make a draft of what is in force and "
                        + "put both together there");
        assertThat(((ConfigReply.Drafts) say(new ConfigRequest.DraftsQuery())).drafts()).as("it is kept")
                .extracting(ConfigReply.DraftHead::number).containsExactly(2);
        assertThat(state(new ConfigRequest.DraftCreate(1)).head().base()).as("an old text on what is in force")
                .isEqualTo(2);
        assertThat(text(3)).isEqualTo(FILE);
    }

    @Test
    void whoHasNotSeenTheLastChangeIsRefused() throws Exception {
        state(new ConfigRequest.DraftCreate(0));
        state(new ConfigRequest.DraftReplace(1, 1, ConfigPacking.packWhole((FILE + "syncd_id = 9\n").getBytes(UTF_8))));
        assertThat(answer(edit(1, 1, syncd("7"))).lines()).containsExactly("draft 1 was changed since: it is in "
                + "version 2 by " + USER + ", and you have seen 1; look at it again");
        assertThat(answer(new ConfigRequest.DraftApply(1, 1, HOW)).ok()).isFalse();
        assertThat(text(1)).endsWith("syncd_id = 9\n");
        assertThat(answer(new ConfigRequest.DraftDiscard(1)).lines()).containsExactly("draft 1 is discarded");
    }

    @Test
    void anAppliedDraftGoesBackUnlessItIsConfirmed() throws Exception {
        state(new ConfigRequest.DraftCreate(0));
        state(edit(1, 1, syncd("7")));
        var trial = new ConfigRequest.ApplyOptions(0, false, false, 600, "");
        assertThat(answer(new ConfigRequest.DraftApply(1, 2, trial)).lines().getLast())
                .isEqualTo("revision 2 is in force and goes back to revision 1 in 600 s; lvsctl confirm keeps it");
        state(new ConfigRequest.DraftCreate(0));
        assertThat(answer(new ConfigRequest.DraftApply(2, 1, HOW)).lines().getFirst())
                .contains("waits for its confirmation");
        assertThat(answer(new ConfigRequest.Confirm()).ok()).isTrue();
    }

    @Test
    void draftsAreBoundedInNumber() throws Exception {
        for (int i = 0; i < 20; i++) {
            state(new ConfigRequest.DraftCreate(0));
        }
        assertThat(answer(new ConfigRequest.DraftCreate(0)).lines().getFirst()).startsWith(
                "20 drafts are open, and there is room for no more; discard one first: draft 1 of " + USER);
        answer(new ConfigRequest.DraftDiscard(1));
        assertThat(state(new ConfigRequest.DraftCreate(0)).head().number()).as("no number twice").isEqualTo(21);
    }

    @Test
    void whoDidWhatIsRecordedWithWhatWasBeforeAndWhatBecameOfIt() throws Exception {
        state(new ConfigRequest.DraftCreate(0));
        state(edit(1, 1, syncd("7")));
        answer(edit(1, 1, syncd("8")));
        answer(new ConfigRequest.DraftApply(1, 2, HOW));
        say(new ConfigRequest.DraftsQuery());
        say(new Message.StatusQuery());
        assertThat(audit()).extracting(AuditEntry::action, AuditEntry::object, AuditEntry::result).containsExactly(
                org.assertj.core.groups.Tuple.tuple("DraftCreate", "draft 1", AuditEntry.Result.DONE),
                org.assertj.core.groups.Tuple.tuple("DraftEdit", "draft 1", AuditEntry.Result.DONE),
                org.assertj.core.groups.Tuple.tuple("DraftEdit", "draft 1", AuditEntry.Result.FAILED),
                org.assertj.core.groups.Tuple.tuple("DraftApply", "draft 1", AuditEntry.Result.DONE));
        assertThat(audit().getLast()).satisfies(entry -> {
            assertThat(entry.seq()).isEqualTo(4);
            assertThat(entry.who()).isEqualTo(USER);
            assertThat(entry.program()).isEqualTo("test");
            assertThat(entry.was()).startsWith("revision 1, serial 0");
            assertThat(entry.now()).startsWith("revision 2, serial 0");
            assertThat(entry.reason()).isEqualTo("a test");
            assertThat(entry.answer()).contains("revision 2 is in force");
        });
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl"))).hasSize(4)
                .noneMatch(line -> line.contains("hush"));
        assertThat(((AuditEntry.AuditTrail) say(new AuditEntry.AuditQuery(1, 3))).entries())
                .extracting(AuditEntry::seq).containsExactly(2L);
    }

    /** web-ui's user asks for people; somebody who may only look is refused, and that is recorded too. */
    @Test
    void whatIsBeyondARoleIsRecordedWithThePersonAndTheAddress() throws Exception {
        try (var connection = IpcConnection.connect(folder.resolve("hub"))) {
            connection.send(new Message.Hello("web-ui", "1", 1, Message.Hello.PROTOCOL, Optional.of(
                    new io.arapaima.ipc.peer.OnBehalf("jane", io.arapaima.ipc.peer.PeerRole.VIEWER, "192.0.2.7"))));
            connection.send(new Message.Operate("web/s1", Message.Operate.Action.QUIESCE, Optional.of(true),
                    Optional.empty(), Optional.of("new disk")));
            assertThat(((Message.Answer) connection.receive()).ok()).isFalse();
        }
        assertThat(audit()).singleElement().satisfies(entry -> {
            assertThat(entry.result()).isEqualTo(AuditEntry.Result.REFUSED);
            assertThat(entry.line()).isEqualTo("REFUSED jane from 192.0.2.7 (web-ui, user " + USER
                    + "): Operate web/s1: follows its checks -> QUIESCE, because: new disk; answer: "
                    + entry.answer().getFirst());
            assertThat(entry.role()).isEqualTo(io.arapaima.ipc.peer.PeerRole.VIEWER);
        });
    }
}
