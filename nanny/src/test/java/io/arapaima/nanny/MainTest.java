package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.ConfigRequest;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.daemon.Ladder;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.PluginCheck;
import io.arapaima.ipc.Verdict.State;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole process, with a real hub's socket. */
class MainTest {
    @TempDir
    Path temp = Path.of("");

    private final Hearing heard = new Hearing();
    private final Ladder ladder = new Ladder("nanny");
    private final CompletableFuture<IpcConnection> link = new CompletableFuture<>();

    @BeforeEach
    void fillFolder() throws IOException {
        Files.copy(PluginJars.connect(), Files.createDirectory(temp.resolve("plugins")).resolve("connect.jar"));
    }

    @AfterEach
    void stop() {
        ladder.close();
    }

    private void startHub() throws IOException {
        ladder.add(IpcServer.listen(temp.resolve("hub.sock"), connection -> {
            link.complete(connection);
            while (true) {
                heard.accept(connection.receive());
            }
        }));
    }

    private Process nanny(String... words) throws IOException {
        return nanny(Map.of(), words);
    }

    private Process nanny(Map<String, String> environment, String... words) throws IOException {
        // What a build in the background of a shell starts ignores SIGINT.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT",
                ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(JvmFlags.of("nanny"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(temp.resolve("out").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        ladder.add(process::destroyForcibly);
        return process;
    }

    private Process running() throws IOException {
        return running(Map.of());
    }

    private Process running(Map<String, String> environment) throws IOException {
        startHub();
        return nanny(environment, "--hub", temp.resolve("hub.sock").toString(), "--plugins",
                temp.resolve("plugins").toString(),
                "--state-dir", temp.resolve("state").toString());
    }

    private String output() throws IOException {
        return Files.readString(temp.resolve("out"));
    }

    private static void assertEnds(Process process, int code) throws InterruptedException {
        assertThat(process.waitFor(Hearing.PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("nanny ends").isTrue();
        assertThat(process.exitValue()).isEqualTo(code);
    }

    private void plan(PlannedCheck... checks) throws Exception {
        link.get().send(new Message.CheckPlan(List.of(checks)));
    }

    @Test
    void aRehearsalEndsWhenItsServersHaveDiedAndComeBack() throws Exception {
        assertEnds(nanny("--rehearse", "--plugins", temp.resolve("plugins").toString()), 0);
        assertThat(output()).as("each of 300, three times").contains("rehearsal: servers have died 900 times");
    }

    @Test
    void saysHelloOffersChecksRunsThePlanAndEndsWithItsHub() throws Exception {
        Process nanny = running();
        assertThat(heard.await(Message.Hello.class))
                .matches(h -> h.program().equals("nanny") && h.pid() == nanny.pid());
        assertThat(heard.await(Message.Offered.class).checks().find("connect")).isPresent();
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            plan(Plans.check("web/s1", "connect", "127.0.0.1", listener.getLocalPort()));
            heard.awaitVerdict("web/s1", State.UP);
        }
        heard.awaitVerdict("web/s1", State.DOWN);
        link.get().close();
        assertEnds(nanny, 0);
        assertThat(output()).contains("starts, late p50");
        assertThat(temp.resolve("plugins-in-use")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 15", "INT, 2"})
    void onASignalToEndItLeavesNoProgramOfAnyCheckBehind(String signal, int number) throws Exception {
        PluginJars.make(temp.resolve("plugins/runs.jar"), "runs", """
                Process p = new ProcessBuilder("sleep", "1000").start();
                if (true) throw new IllegalStateException("pid=" + p.pid());
                return null;""");
        PluginJars.make(temp.resolve("plugins/stuck.jar"), "stuck",
                "new java.util.concurrent.Semaphore(0).acquireUninterruptibly(); return null;");
        Process nanny = running();
        heard.await(Message.Offered.class);
        plan(Plans.check("a", "runs"), Plans.check("b", "stuck"));
        String trouble = heard.awaitTrouble("check runs", "pid=");
        long program = Long.parseLong(trouble.replaceAll(".*pid=(\\d+).*", "$1"));
        assertThat(ProcessHandle.of(program)).isPresent();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(nanny.pid())).start().waitFor()).isZero();
        assertEnds(nanny, 0);
        assertThat(output()).contains("Terminating due to signal " + number);
        ProcessHandle.of(program).ifPresent(p -> assertThat(p.onExit()).succeedsWithin(Hearing.PATIENCE));
    }

    @Test
    void itEndsWhenTheHubThatStartedItIsGoneThoughAnotherOneIsThere() throws Exception {
        Process former = new ProcessBuilder("true").start();
        former.waitFor();
        assertEnds(running(Map.of("ARAPAIMA_PARENT", Long.toString(former.pid()))), 0);
        assertThat(link).as("it had found the other one").succeedsWithin(Hearing.PATIENCE);
    }

    @Test
    void aHubThatSpeaksAnotherLanguageIsAnErrorOfTheEnvironment() throws Exception {
        Process nanny = running();
        heard.await(Message.Offered.class);
        link.get().send(new ConfigRequest.Reload());
        assertEnds(nanny, 3);
        assertThat(output())
                .contains("nanny: the hub says Reload; only CheckPlan and questions are for a check engine");
    }

    @Test
    void theCatalogueIsOneLineOfJson() throws Exception {
        Files.writeString(temp.resolve("plugins/bad.jar"), "no jar");
        assertEnds(nanny("--catalogue", "--plugins", temp.resolve("plugins").toString()), 0);
        String line = output().lines().filter(l -> l.startsWith("{")).findFirst().orElseThrow();
        assertThat(Json.read(line, CheckCatalogue.class).find("connect")).isPresent();
        assertThat(output()).contains("nanny: plugin bad.jar: ");
    }

    @Test
    void thePluginsAreListedForTheHubAndForWhoeverHasNone() throws Exception {
        Files.writeString(temp.resolve("plugins/half.jar"), "no jar");
        running();
        heard.await(Message.Offered.class);
        link.get().send(new Message.PluginsQuery(7, true));
        Message.Plugins told = heard.await(Message.Plugins.class);
        assertThat(told.id()).isEqualTo(7);
        assertThat(told.checks()).extracting(PluginCheck::name).containsExactly("connect", "");
        assertEnds(nanny("--list-plugins", "--plugins", temp.resolve("plugins").toString()), 0);
        String line = output().lines().filter(l -> l.startsWith("{")).findFirst().orElseThrow();
        assertThat(Json.read(line, Message.Plugins.class).checks()).extracting(PluginCheck::state)
                .containsExactly(PluginCheck.State.IN_USE, PluginCheck.State.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--plugins /tmp                | 2 | nanny: --hub SOCKET is missing",
            "--hub /x                      | 2 | nanny: --plugins DIR is missing",
            "--nonsense                    | 2 | nanny: bad argument --nonsense: unknown option",
            "--hub                         | 2 | nanny: bad argument --hub: missing argument",
            "--hub /nowhere/lvs-manager.sock --plugins /tmp | 3 | nanny: cannot reach lvs-manager at /nowhere/lvs-manager.sock",
            "--version                     | 0 | nanny ",
            "--help                        | 0 | Usage: nanny"})
    void saysWhatIsWrongAndExitsAsTold(String words, int code, String said) throws Exception {
        assertEnds(nanny(words.split(" +", -1)), code);
        assertThat(output()).contains(said);
    }
}
