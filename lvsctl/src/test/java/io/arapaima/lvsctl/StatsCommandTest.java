package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.TrafficRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters and their zeroing against a hub that answers the same always. */
class StatsCommandTest {
    private static final TrafficRequest.Counters NONE = new TrafficRequest.Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final TrafficRequest.Traffic TRAFFIC = new TrafficRequest.Traffic(
            Instant.parse("2026-11-21T12:00:00Z"),
            List.of(new TrafficRequest.ServiceTraffic("web+mail", "FWM", "7", NONE, List.of()),
                    new TrafficRequest.ServiceTraffic("", "TCP", "10.9.9.9:9", NONE, List.of())),
            Optional.empty(), false);

    @TempDir
    Path folder = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Message> asked = new CopyOnWriteArrayList<>();

    private int lvsctl(String... words) throws Exception {
        try (var _ = IpcServer.listen(folder.resolve("lvs-manager.sock"), c -> {
            while (true) {
                Message said = c.receive();
                asked.add(said);
                switch (said) {
                    case TrafficRequest.TrafficTableQuery(var service, var _, var _) -> c.send(
                            service.equals(Optional.of("none"))
                                    ? new Message.TableText(List.of(), Optional.of("there is no service none"))
                                    : new Message.TableText(List.of("line", "next  "), Optional.empty()));
                    case TrafficRequest.TrafficQuery() -> c.send(TRAFFIC);
                    case TrafficRequest.ZeroCounters(var _) -> c.send(new Message.Answer(true, List.of("zeroed")));
                    case Message.Hello _ -> {
                        // not answered
                    }
                    default -> throw new AssertionError(said);
                }
            }
        })) {
            return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                    .execute(words);
        }
    }

    @Test
    void theTableComesAsTheHubWritesIt() throws Exception {
        assertThat(lvsctl("stats", "--rate", "--exact", "web", "--run-dir=" + folder)).isZero();
        assertThat(out.toString()).isEqualTo("line\nnext  \n");
        assertThat(asked).contains(new TrafficRequest.TrafficTableQuery(Optional.of("web"), true, true));
    }

    @Test
    void aServiceThatIsNotThereIsTheOperatorsMistake() throws Exception {
        assertThat(lvsctl("stats", "none", "--run-dir=" + folder)).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("there is no service none\n");
    }

    @Test
    void asJsonItIsOneObjectOfTheServicesThatAreWanted() throws Exception {
        assertThat(lvsctl("stats", "--json", "--run-dir=" + folder)).isZero();
        assertThat(Json.read(out.toString(), TrafficRequest.Traffic.class)).isEqualTo(TRAFFIC);
        out.getBuffer().setLength(0);
        assertThat(lvsctl("stats", "--json", "mail", "--run-dir=" + folder)).isZero();
        assertThat(Json.read(out.toString(), TrafficRequest.Traffic.class).services()).singleElement()
                .satisfies(s -> assertThat(s.key()).isEqualTo("7"));
    }

    @Test
    void countersOfOneServiceOrOfAllAreZeroed() throws Exception {
        assertThat(lvsctl("zero", "web", "--run-dir=" + folder)).isZero();
        assertThat(lvsctl("zero", "--run-dir=" + folder)).isZero();
        assertThat(asked).contains(new TrafficRequest.ZeroCounters(Optional.of("web")),
                new TrafficRequest.ZeroCounters(Optional.empty()));
        assertThat(out.toString()).isEqualTo("zeroed\nzeroed\n");
    }
}
