package io.arapaima.manager.failover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.testkit.LatinScript;
import io.arapaima.checkspec.Encoding;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.reason.English;
import io.arapaima.manager.Configured;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.planner.Facts;
import io.arapaima.planner.TablePlanner;
import io.arapaima.planner.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final QuorumCommands commands = new QuorumCommands(() -> Encoding.UTF_8,
            (subject, what) -> told.add(subject + ": " + English.of(what)));
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

    /** Of a hundred changes behind one that hangs the last two say all, and other services do not wait. */
    @Test
    void aCommandThatHangsKeepsOnlyItsOwnServiceWaitingAndOnlyTheNews() throws Exception {
        CommandRunner slow = CommandRunner.ofNews("slow", 2);
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Duration limit = Duration.ofSeconds(60);
        slow.run("first", new FailoverCommand(Optional.of("/bin/cat " + pipe), limit),
                text -> told.add("first:" + text));
        for (int i = 0; i < 100; i++) {
            String name = Integer.toString(i);
            slow.run(name, new FailoverCommand(Optional.of("/bin/true"), limit), text -> told.add(name + ":" + text));
        }
        CommandRunner other = CommandRunner.ofNews("other", 2);
        other.run("other", new FailoverCommand(Optional.of("/bin/true"), limit), text -> told.add("other:" + text));
        List<String> all = new ArrayList<>();
        while (!all.contains("other:")) {
            all.add(told.poll(60, TimeUnit.SECONDS));
        }
        assertThat(all).as("while the first one hangs").hasSize(98 + 1).filteredOn(text -> !text.equals("other:"))
                .allMatch(text -> text.contains("was not run"));
        Files.writeString(pipe, "go on");
        assertThat(List.of(told.poll(60, TimeUnit.SECONDS), told.poll(60, TimeUnit.SECONDS),
                told.poll(60, TimeUnit.SECONDS))).containsExactly("first:", "98:", "99:");
    }

    /** Whatever the command leaves behind ends with this test's folder. */
    @Test
    void aCommandThatIsKilledTakesWithItWhatHasLeftIt() throws Exception {
        Path pid = folder.resolve("pid");
        String stays = "while [ -e " + pid + " ]; do sleep 0.1; done";
        Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\n(setsid sh -c 'echo $$ >" + pid + "; "
                + stays + "' &)\nwhile [ ! -s " + pid + " ]; do sleep 0.01; done\n" + stays + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        CommandRunner runner = CommandRunner.ofNews("leaves", 2);
        runner.run("quorum_up", new FailoverCommand(Optional.of(script.toString()), Duration.ofSeconds(3)), told::add);
        assertThat(told.poll(60, TimeUnit.SECONDS)).contains("did not end within 3 s and was killed");
        Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        left.ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(30)));
    }

    /** In an lvs.cf in ISO 8859-1 a letter that is not ASCII is one byte, for the system too. */
    @Test
    void aCommandGetsTheBytesOfTheFile() throws Exception {
        Path said = folder.resolve("said");
        Topology topology = topology(LatinScript.in(folder, "printf %s \"$1\" >" + said) + " \u00fc", "/bin/false");
        var latin = new QuorumCommands(() -> Encoding.ISO_8859_1,
                (subject, what) -> told.add(subject + ": " + English.of(what)));
        say(topology, Verdict.State.UP);
        look(latin, topology);
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo("quorum_up of web: ");
        assertThat(said).hasBinaryContent(new byte[]{(byte) 0xFC});
    }

    /** A failover service's commands too. */
    @Test
    void aBlockKnowsTheEncodingOfItsFile() throws Exception {
        String text = """
                primary = 10.0.0.1
                service = fos
                failover db {
                  active = 1
                  address = 10.0.0.9 eth0:1
                  port = 5432
                  start_cmd = "%s \u00fc"
                  stop_cmd = "/bin/true \u00fc"
                }
                """.formatted(LatinScript.in(folder, "printf %s \"$1\" >" + folder.resolve("said")));
        LvsConfig config = LvsConfReader.read(LvsConfFile.of(Path.of("lvs.cf"), text.getBytes(ISO_8859_1)),
                CheckCatalogue.UNKNOWN, HostResolver.none()).config().orElseThrow();
        FailoverBlock block = FailoverBlock.of(config, CheckCatalogue.UNKNOWN).getFirst();
        assertThat(block.stop().encoding()).isEqualTo(Encoding.ISO_8859_1);
        CommandRunner.ofServices("db").run("start_cmd", block.start(), told::add);
        assertThat(told.poll(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(folder.resolve("said")).hasBinaryContent(new byte[]{(byte) 0xFC});
    }

    private void look(Topology topology) {
        look(commands, topology);
    }

    private void look(QuorumCommands who, Topology topology) {
        who.look(TablePlanner.plan(topology, Facts.of(verdicts, Map.of(), Map.of())));
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
        return Configured
                .of(new ConfigSource.Loaded(config, LvsConfFile.of(Path.of("lvs.cf"), text.getBytes(UTF_8)), List.of()),
                        CheckCatalogue.UNKNOWN, Instant.EPOCH)
                .topology();
    }
}
