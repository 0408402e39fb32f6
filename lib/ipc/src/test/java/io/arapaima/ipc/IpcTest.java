package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.ipc.reason.PluginAlarm;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.Share;
import io.arapaima.ipc.reason.Revision;
import io.arapaima.ipc.reason.PartnerState;
import io.arapaima.ipc.reason.Role;
import com.google.gson.JsonParseException;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.CheckRule;
import io.arapaima.config.Edition;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpcTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
    private static final ConfigRequest.ApplyOptions APPLY = new ConfigRequest.ApplyOptions(42, true, false, 60,
            "new kernel");

    @TempDir
    Path folder = Path.of("");

    private static final RoleReason PARTNER_SILENT = new RoleReason.Silent("backup 10.0.0.2", Duration.ofMillis(600));

    static List<Message> everyMessage() {
        var check = new PlannedCheck("web/s1", "http",
                new PlannedCheck.Target("fe80::1", 80, "tcp", Map.of("path", "/\u00e4 \"quoted\"\n"),
                        Optional.of(new PlannedCheck.Through("fe80::2", 0xFFFF_FFFFL, 3, 64))),
                new PlannedCheck.Timing(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                new PlannedCheck.Judging(OptionalInt.of(2), 1, Duration.ofSeconds(180)));
        var verdict = new Verdict("web/s1", Verdict.State.DOWN, "REFUSED", NOON, Share.WHOLE,
                Optional.of(new Verdict.Inconclusive("no plugin", NOON)));
        var server = new DirectorSnapshot.RealServerStatus("web/s1", "10.0.0.1:80", "Masq", 4, 0, false, "down", "why",
                NOON, 1, 2, OptionalDouble.of(0.5), "");
        var service = new DirectorSnapshot.VirtualServiceStatus("web", "TCP", "10.0.0.9:80", "wlc", 0, "nobody",
                List.of(server));
        var director = new DirectorSnapshot.Director("1", 2, NOON, "lvs.cf", NOON, "relay",
                new DirectorSnapshot.NannyStatus(true, 2), new DirectorSnapshot.MailStatus(true, 0, ""),
                Optional.empty());
        List<Message> first = List.of(new Message.Hello("nanny", "1", 7),
                new Message.Offered(new CheckCatalogue(List.of())),
                new Message.VerdictSnapshot(List.of(verdict)), new Message.VerdictChanged(verdict),
                new Message.LoadReported("web/s1", 1.25),
                new Message.TroubleReported("plugin x", new PluginAlarm.PluginConfined("broken")),
                new Message.CheckPlan(List.of(check), true), new Message.StatusQuery(true), new Message.Alive(),
                new PulseReport.PairSettingsQuery(),
                new HubReport.PairSettings(new Edition(42, -7), "primary = 10.0.0.1\n"),
                new Message.Status(new DirectorSnapshot(director,
                        new DirectorSnapshot.RoleStatus("active", "pulse", new RoleReason.NoPartner(), NOON),
                        List.of(new DirectorSnapshot.AddressStatus("10.0.0.9/32", "eth0:1", "held")), List.of(service),
                        List.of(new DirectorSnapshot.FailoverStatus("db", "tcp 10.0.0.9:5432", "failed", "why", NOON)),
                        List.of("t"), 9), true),
                new Message.TableQuery(true), new Message.PluginsQuery(3, true),
                new Message.Plugins(3,
                        List.of(new PluginCheck("", PluginCheck.State.REFUSED, "", "/p/x.jar", NOON, "", List.of(),
                                Optional.of(new PluginCheck.Fault("half a jar", "put a whole one there")), true,
                                List.of(new CheckRule("path", CheckRule.Kind.FORM, "/.*", "",
                                        "must begin with a slash"))))),
                new Message.TableText(List.of("-A -f 1 -s rr", "  -> trailing  "), Optional.of("no table; cure")),
                new Message.EventsQuery(10, true),
                new Message.EventRaised(
                        new Event(1, NOON, Event.Kind.SERVER_DOWN, new Subject.Server("web", "s1"), "up", "down",
                                "REFUSED", "2 of 3 left")),
                new ConfigRequest.Reload(), new Message.MailTest(),
                new ConfigRequest.Deliver("primary 10.0.0.1", true, "eJw="), new ConfigRequest.PushFile(true),
                new PulseRequest.Push(false, "eJw="),
                new Message.Operate("web/s1", Message.Operate.Action.QUIESCE, Optional.of(true), Optional.of(7200L),
                        Optional.of("new kernel")),
                new ConfigRequest.Apply("eJw=", "/root/new.cf", APPLY), new ConfigRequest.Confirm(),
                new ConfigRequest.Rollback(41, APPLY), new ConfigRequest.RevisionsQuery(),
                new ConfigReply.Revisions(List.of(new Revision(42, NOON, "root", "reloaded", 7, "3fa9", 120)), "waits"),
                new ConfigRequest.RevisionQuery(42), new ConfigReply.RevisionText("eJw="),
                new ConfigRequest.DifferenceQuery("41", "running"),
                new ConfigReply.Difference(List.of("w"), List.of("+a")),
                new Message.Answer(true, List.of("ok")),
                new PulseReport.RoleConfirmed(Role.ACTIVE, 2000, PARTNER_SILENT, -7_000_000_000_000_000_001L),
                new HubReport.Fitness(Role.STANDBY, new HubAlarm.PlaneUnreachable("no table; cure"), List.of("eth0"),
                        new Edition(42, -7)),
                new PulseRequest.SwitchOver("kernel update"), new PulseReport.AnnounceAgain(),
                new PulseRequest.Maintenance(true, "new disk"), new PulseRequest.FenceTest(),
                new PulseRequest.PulseQuery(),
                new PulseReport.PulseStatus(
                        new PulseSnapshot("1", 2, "primary 10.0.0.1", Role.ACTIVE, NOON, PARTNER_SILENT, "fast",
                                Duration.ofMillis(100), Duration.ofMillis(600), Duration.ofSeconds(2), true,
                                new Edition(42, -7), List.of(new PulseSnapshot.Partner("backup 10.0.0.2",
                                        new PartnerState.Heard(Role.STANDBY, Optional.of(
                                                new RoleReason.Maintenance("anna", "new disk", Optional.empty()))),
                                        Edition.UNKNOWN,
                                        List.of(new PulseSnapshot.PathStatus("public", Optional.empty(), 3, 4, 5)))),
                                new PulseSnapshot.Punctuality(Duration.ofMillis(3), NOON, 1, Duration.ofMillis(2), ""),
                                List.of("t"), 9)));
        return Stream.concat(first.stream(), LaterMessages.all().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void everyMessageSurvivesTheWire(Message message) throws IOException {
        String line = Json.writeMessage(message);
        assertThat(line).doesNotContain("\n");
        assertThat(Json.readMessage(line)).isEqualTo(message);
    }

    @Test
    void noMessageIsForgottenAbove() {
        assertThat(everyMessage().stream().map(Object::getClass).distinct())
                .hasSize(Json.messages().size());
    }

    /** An edit that is not known must not become another one. */
    @Test
    void anEditOfAKindThatIsNotKnownIsRefused() {
        assertThatThrownBy(
                () -> Json.readMessage("{\"type\":\"DraftEdit\",\"draft\":1,\"version\":1,\"edits\":[{\"kind\":"
                        + "\"sortBlocks\",\"path\":[]}]}"))
                .isInstanceOf(Json.MisunderstoodException.class)
                .hasMessageContaining("the kind sortBlocks is not known");
    }

    @Test
    void aNeighbouringVersionMaySayLessAndMore() throws IOException {
        assertThat(Json.readMessage("{\"type\":\"Answer\",\"ok\":true,\"newer\":{\"a\":[1]}}"))
                .isEqualTo(new Message.Answer(true, List.of()));
        assertThat(Json.readMessage("{\"type\":\"TableText\",\"lines\":null}"))
                .isEqualTo(new Message.TableText(List.of(), Optional.empty()));
    }

    /** No default of the reader's stands for a share, so the record's own constructor does. */
    @Test
    void whatARecordPutsInItselfMayBeMissing() {
        assertThat(
                Json.read("{\"check\":\"web/s1\",\"state\":\"UP\",\"since\":\"2026-11-21T12:00:00Z\"}", Verdict.class)
                        .share())
                .isEqualTo(Share.WHOLE);
        assertThatThrownBy(() -> Json.read("{\"check\":\"web/s1\",\"state\":\"UP\"}", Verdict.class))
                .isInstanceOf(JsonParseException.class).hasMessageContaining("Verdict lacks since");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "{}", "{\"type\":\"Nonsense\"}", "{\"type\":\"Hello\"}", "{\"type\":7",
            "{\"type\":\"VerdictChanged\",\"verdict\":{\"check\":\"a\",\"state\":\"ODD\",\"why\":\"\",\"since\":\"x\"}}"})
    void anotherLanguageIsRefusedWithASentence(String line) throws Exception {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        Path socket = folder.resolve("hub.sock");
        try (var _ = IpcServer.listen(socket, c -> said.add(complaint(c)));
                var raw = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            raw.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            assertThat(said.take()).startsWith("the peer speaks another language: ");
        }
    }

    private static String complaint(IpcConnection connection) {
        try {
            return "understood " + connection.receive();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void peersTalkBothWaysAndAnEndIsSeen() throws Exception {
        Path socket = folder.resolve("hub.sock");
        try (var _ = IpcServer.listen(socket, c -> c.send(new Message.EventsQuery(((Message.Hello) c.receive())
                .program().length(), false))); var client = IpcConnection.connect(socket)) {
            client.send(new Message.Hello("x".repeat(100_000), "1", 1));
            assertThat(client.receive()).isEqualTo(new Message.EventsQuery(100_000, false));
            assertThatThrownBy(client::receive).isInstanceOf(EOFException.class);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void aSecondHubOnTheSameSocketIsRefusedButAStaleFileIsReplaced() throws Exception {
        Path socket = folder.resolve("hub.sock");
        Files.createFile(socket);
        try (var _ = IpcServer.listen(socket, _ -> {})) {
            assertThatThrownBy(() -> IpcServer.listen(socket, _ -> {}))
                    .hasMessageContaining("another process listens on").hasMessageContaining(socket.toString());
        }
    }

    @Test
    void nobodyThereIsSaidWithPathAndCure() {
        assertThatThrownBy(() -> IpcConnection.connect(folder.resolve("none.sock")))
                .hasMessageContaining("none.sock").hasMessageContaining("start it");
    }
}
