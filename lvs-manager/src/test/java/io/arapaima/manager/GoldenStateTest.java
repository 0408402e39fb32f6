package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.HostResolver;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.JsonFile;
import io.arapaima.ipc.KnownNames;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.Subject;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.failover.FailoverCommand;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.HubState;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.planner.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State files as programs of each version wrote them, in {@code state/}: what operators want, which addresses are ours and which mail is
 * still to be written outlive an upgrade. Such a file is never changed; a new version of a form gets a folder of its own.
 */
class GoldenStateTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    @TempDir
    Path folder = Path.of("");

    private void put(String version, String name) throws IOException {
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/state/" + version + "/" + name))) {
            Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private Chronicle chronicle() {
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), CLOCK);
        chronicle.watchDisk();
        return chronicle;
    }

    /** The first one before there were versions. */
    @ParameterizedTest
    @ValueSource(strings = {"f689fce", "v1"})
    void theHubsMemoryIsRead(String version) throws IOException {
        put(version, "state.json");
        var chronicle = chronicle();
        assertThat(chronicle.troubles()).isEmpty();
        HubState state = chronicle.state();
        assertThat(state.seq()).isEqualTo(41);
        assertThat(state.overrides()).isEqualTo(Map.of("web/s1", Action.QUIESCE));
        assertThat(state.addresses()).containsExactly(
                new VirtualAddress(InetAddress.ofLiteral("10.0.0.9"), 32, "eth0", "eth0:1"));
        assertThat(state.managed()).containsExactly("TCP 10.0.0.9:80");
        assertThat(state.shown()).isEqualTo(Map.of("web/s2", new Shown("down", NOON)));
        assertThat(state.verdicts())
                .isEqualTo(Map.of("c1", new Verdict("c1", Verdict.State.DOWN, "REFUSED: Connection refused", NOON)));
        assertThat(chronicle.outbox()).as("mail that was not written yet").containsExactly(
                new Event(41, NOON, Event.Kind.SERVER_DOWN, new Subject.Server("web", "s2"), "up", "down",
                        "REFUSED: Connection refused, 1 of 1", "1 of 2 servers left"));
    }

    @Test
    void whatIsWrittenSaysItsVersion() throws IOException {
        chronicle().tell(Event.Kind.LIFE, new Subject.Component("x"), "y", "");
        assertThat(Files.readString(folder.resolve("state.json"))).startsWith("{\"version\":1,");
    }

    @Test
    void aMemoryOfALaterProgramIsRefusedWithASentenceAndKept() throws IOException {
        put("v1", "state.json");
        String later = Files.readString(folder.resolve("state.json")).replace("\"version\":1", "\"version\":2");
        Files.writeString(folder.resolve("state.json"), later);
        var chronicle = chronicle();
        assertThat(chronicle.state().overrides()).isEmpty();
        assertThat(chronicle.troubles()).singleElement().asString().contains(
                "was written by a later program, in form 2, and this one reads forms up to 1; nothing of it is used",
                "it is kept as ");
        assertThat(folder.resolve("state.json.unreadable")).hasContent(later);
    }

    @Test
    void whatRanAndWhatNameServersSaidIsRead() throws IOException {
        put("v1", "failover.json");
        put("v1", "names.json");
        var names = new KnownNames(HostResolver.none(), folder, CLOCK);
        assertThat(names.lookupAll(Set.of("s1.example")))
                .isEqualTo(Map.of("s1.example", List.of(InetAddress.ofLiteral("10.0.0.11"))));
        var memory = new JsonFile<>(folder.resolve("failover.json"), new FailoverKeeper.Memory("", List.of())).load();
        assertThat(memory.damage()).isEmpty();
        assertThat(memory.value()).isEqualTo(new FailoverKeeper.Memory("b", List.of(new FailoverKeeper.Started("db",
                new FailoverCommand(Optional.of("/bin/stop"), Duration.ofSeconds(5)), true))));
    }
}
