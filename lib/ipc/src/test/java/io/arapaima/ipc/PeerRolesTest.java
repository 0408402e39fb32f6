package io.arapaima.ipc;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.ipc.peer.OnBehalf;
import io.arapaima.ipc.peer.PeerRoles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes of other users may ask, by their groups; as root, because it takes other users. */
class PeerRolesTest {
    private static final int VIEWERS = 61_010;
    private static final int OPERATORS = 61_011;
    private static final int ADMINISTRATORS = 61_012;
    private static final int EDITORS = 61_013;
    private static final String USER = "61001";
    private static final String HELLO = "{\"type\":\"Hello\",\"program\":\"lvsctl\",\"version\":\"1\",\"pid\":7}";
    private static final String ANNA = HELLO.replace("}",
            ",\"onBehalf\":{\"person\":\"anna\",\"role\":\"OPERATOR\",\"from\":\"192.0.2.7\"}}");

    /** Says its arguments, a line each, and prints what is answered, until nothing more comes. */
    private static final String CLIENT = """
            use IO::Socket::UNIX;
            $SIG{PIPE} = "IGNORE"; # who is refused at the first word may still be speaking
            my $peer = IO::Socket::UNIX->new(Peer => shift) or die "$!";
            print $peer "$_\\n" for @ARGV;
            $peer->shutdown(1);
            print while <$peer>;
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void asRoot() throws Exception {
        assumeTrue(can("setpriv", "--reuid=" + USER, "--regid=" + USER, "--groups=" + VIEWERS, "perl",
                "-MIO::Socket::UNIX", "-e", "1"), "takes root, other users and perl");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static boolean can(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /** Answers each request to the hub as the hub does: a refusal, or that it would have done it. */
    private IpcServer hub(Set<String> spokesmen) throws IOException {
        var roles = new PeerRoles(Map.of(PeerRole.OPERATOR, OPERATORS, PeerRole.EDITOR, EDITORS, PeerRole.ADMINISTRATOR,
                ADMINISTRATORS),
                spokesmen, socket -> {
                    Files.setAttribute(socket, "unix:gid", VIEWERS);
                    return true;
                });
        return IpcServer.listen(folder.resolve("hub.sock"), Duration.ofSeconds(10), roles, peer -> {
            peer.receiveHello();
            while (peer.receiveKnown() instanceof Message.ToHub request) {
                peer.send(peer.peer().refusal(request)
                        .orElse(new Message.Answer(true, List.of("done for " + peer.peer()))));
            }
        });
    }

    private static String line(Message message) {
        return Json.writeMessage(message);
    }

    private List<String> ask(List<Integer> groups, String... lines) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + USER, "--regid=" + groups.getFirst(),
                others(groups), "perl", "-e", CLIENT,
                folder.resolve("hub.sock").toString()));
        command.addAll(List.of(lines));
        Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = client.inputReader()) {
            return output.lines().toList();
        } finally {
            client.waitFor();
        }
    }

    private static String others(List<Integer> groups) {
        return groups.size() == 1
                ? "--clear-groups"
                : "--groups=" + String.join(",", groups.stream().skip(1).map(String::valueOf).toList());
    }

    private List<String> askThree(List<Integer> groups) throws Exception {
        try (var _ = hub(Set.of())) {
            return ask(groups, HELLO, line(new Message.StatusQuery()),
                    line(new Message.Operate("web/s1", Message.Operate.Action.QUIESCE)),
                    line(new ConfigRequest.Reload()));
        }
    }

    private static void refused(String answer, String sentence) {
        assertThat(answer).startsWith("{\"type\":\"Answer\",\"ok\":false").contains(sentence);
    }

    private static void done(String answer) {
        assertThat(answer).startsWith("{\"type\":\"Answer\",\"ok\":true");
    }

    @Test
    void aViewerLooks() throws Exception {
        List<String> answers = askThree(List.of(VIEWERS));
        assertThat(answers).hasSize(3);
        done(answers.get(0));
        refused(answers.get(1),
                "user 61001 is a viewer and may only look; to operate takes an operator: members of the "
                        + "group arapaima-operator, root and the daemons' user");
        refused(answers.get(2),
                "user 61001 is a viewer and may only look; to configure takes an editor: members "
                        + "of the group arapaima-editor, root and the daemons' user");
    }

    /** By a group that is not the process's first. */
    @Test
    void anOperatorOperates() throws Exception {
        List<String> answers = askThree(List.of(VIEWERS, OPERATORS));
        assertThat(answers).hasSize(3);
        done(answers.get(0));
        done(answers.get(1));
        refused(answers.get(2), "user 61001 is an operator and may only look and operate; to configure takes an "
                + "editor: members of the group arapaima-editor");
    }

    /** By the process's first group. */
    @Test
    void anAdministratorConfigures() throws Exception {
        List<String> answers = askThree(List.of(ADMINISTRATORS, VIEWERS));
        assertThat(answers).hasSize(3).allSatisfy(PeerRolesTest::done);
    }

    @Test
    void whoIsInNoGroupCannotConnect() throws Exception {
        assertThat(String.join("\n", askThree(List.of(OPERATORS)))).contains("Permission denied");
    }

    @Test
    void onBehalfOfOthersNobodyAsksWhoIsNotTrustedForIt() throws Exception {
        try (var _ = hub(Set.of())) {
            List<String> answers = ask(List.of(VIEWERS), ANNA, line(new Message.StatusQuery()));
            assertThat(answers).hasSize(1);
            refused(answers.getFirst(), "user 61001 is not trusted to ask on behalf of anna");
        }
    }

    @Test
    void whoIsTrustedAsksWithTheRoleOfThePerson() throws Exception {
        try (var _ = hub(Set.of(USER))) {
            List<String> answers = ask(List.of(VIEWERS, ADMINISTRATORS), ANNA, line(new Message.MailTest()),
                    line(new ConfigRequest.PushFile(false)));
            done(answers.get(0));
            assertThat(answers.get(0)).contains("anna from 192.0.2.7");
            refused(answers.get(1),
                    "anna from 192.0.2.7, for whom user 61001 asks, is an operator and may only look and operate; "
                            + "to configure takes an editor\"");
        }
    }

    /** So a site bounds what its console can do by that user's groups. */
    @Test
    void whoIsTrustedGivesNobodyMoreThanItHasItself() throws Exception {
        try (var _ = hub(Set.of(USER))) {
            List<String> answers = ask(List.of(VIEWERS), ANNA, line(new Message.StatusQuery()),
                    line(new Message.MailTest()));
            done(answers.get(0));
            refused(answers.get(1), "is a viewer and may only look; to operate takes an operator");
        }
    }

    /** They may everything anyway; by it they let the daemon judge. */
    @Test
    void rootAsksForOthersToo() throws Exception {
        try (var _ = hub(Set.of());
                var client = HubClient.connect(folder.resolve("hub.sock"), "web-ui",
                        new OnBehalf("anna", PeerRole.EDITOR, ""))) {
            assertThat(client.ask(new ConfigRequest.Reload()).ok()).isTrue();
            assertThat(client.ask(new Message.MailTest()).lines().getFirst()).contains("person=Optional[anna]",
                    "own=false");
        }
    }

    @Test
    void anEditorMovesNoRole() {
        var editor = new Peer("jim", PeerRole.EDITOR, false, Optional.empty());
        assertThat(
                editor.refusal(new ConfigRequest.Rollback(1, new ConfigRequest.ApplyOptions(0, false, false, 0, ""))))
                .isEmpty();
        assertThat(editor.refusal(new PulseRequest.SwitchOver("")).orElseThrow().lines()).containsExactly(
                "user jim is an editor and may only look, operate and configure; to move the role between directors "
                        + "takes an administrator: members of the group arapaima-administrator, root and the daemons' user");
    }

    @Test
    void theNumbersOfGroupsAreReadFromTheFile() {
        assertThat(PeerRoles.numbers(List.of("root:x:0:", "arapaima-operator:x:990:jim,ann", "arapaima:x:991:",
                "arapaima-administrator", "# arapaima-administrator:x:5:", "arapaima-editor:x:988:",
                "arapaima-administrator:x:989:")))
                .isEqualTo(Map.of(PeerRole.OPERATOR, 990, PeerRole.EDITOR, 988, PeerRole.ADMINISTRATOR, 989));
    }
}
