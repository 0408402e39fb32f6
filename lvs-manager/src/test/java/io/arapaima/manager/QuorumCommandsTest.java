package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.ipc.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real commands. */
class QuorumCommandsTest {
    @TempDir
    private Path folder;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final QuorumCommands commands = new QuorumCommands((subject, text) -> told.add(subject + ": " + text));
    private final Map<String, Verdict> verdicts = new HashMap<>();

    @Test
    void eachChangeRunsItsCommandAndSoDoesTheStart() throws Exception {
        Topology topology = topology("/usr/bin/touch " + folder.resolve("up"), "/bin/false");
        look(topology);
        assertThat(told.poll(300, TimeUnit.MILLISECONDS)).as("no check has spoken").isNull();

        say(topology, Verdict.State.UP);
        look(topology);
        look(topology);
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("quorum_up of web: ");
        assertThat(folder.resolve("up")).exists();
        Files.delete(folder.resolve("up"));

        say(topology, Verdict.State.DOWN);
        look(topology);
        assertThat(told.poll(60, TimeUnit.SECONDS)).contains("quorum_down of web: quorum_down /bin/false ended with "
                + "exit code 1");
        look(topology);
        assertThat(told.poll(300, TimeUnit.MILLISECONDS)).as("nothing changed").isNull();
        assertThat(folder.resolve("up")).doesNotExist();
    }

    private void look(Topology topology) {
        commands.look(TablePlanner.plan(topology, Facts.of(verdicts, Map.of(), Map.of()).lost(Set.of())));
    }

    private void say(Topology topology, Verdict.State state) {
        topology.groups().stream().flatMap(g -> g.members().stream()).flatMap(m -> m.checkIds().stream())
                .forEach(id -> verdicts.put(id, new Verdict(id, state, "said", Instant.EPOCH)));
    }

    private static Topology topology(String up, String down) {
        String text = """
                primary = 10.0.0.1
                virtual web {
                  active = 1
                  address = 10.0.0.9 eth0:1
                  port = 80
                  quorum_up = "%s"
                  quorum_down = "%s"
                  server s1 {
                    address = 10.0.0.11
                    active = 1
                  }
                }
                """.formatted(up, down);
        LvsConfig config = LvsConfReader.read(text, CheckCatalogue.UNKNOWN, HostResolver.none()).config().orElseThrow();
        return Configured.of(new ConfigSource.Loaded(config, text, List.of()), CheckCatalogue.UNKNOWN, Instant.EPOCH)
                .topology();
    }
}
