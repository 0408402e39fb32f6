package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.daemon.ProgramFamily;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.Verdict.State;
import io.arapaima.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check engine as a process, with programs of client_monitor as its children. */
class MonitoredEngineTest {
    private static final String OPTION = "-Darapaima.ipvsadm=" + Path.of("src/main/sh/ipvsadm").toAbsolutePath();
    private static final Path OLD_NANNY = Path.of("src/test/resources/monitors/old-nanny").toAbsolutePath();

    @TempDir
    private Path folder;

    private PlannedCheck check(String weight) {
        Map<String, String> options = Map.of("program", OLD_NANNY.toString(), "vip", "10.0.0.1", "vport", "80",
                "reentry", "15", "weight", weight, "method", "m", "send", folder.resolve("server").toString());
        return new PlannedCheck("web/s1", "client-monitor",
                new PlannedCheck.Target("127.0.0.77", 80, "tcp", options),
                new PlannedCheck.Timing(Plans.INTERVAL, Plans.INTERVAL, Plans.INTERVAL),
                new PlannedCheck.Judging(OptionalInt.of(1), 1, Duration.ofMinutes(3)));
    }

    private void is(String word) throws Exception {
        Files.move(Files.writeString(folder.resolve("next"), word + "\n"), folder.resolve("server"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What runs for this test's server. */
    private List<ProcessHandle> programs() {
        return ProgramFamily.marked("ARAPAIMA_CHECK_OF").keySet().stream()
                .filter(p -> List.of(p.info().arguments().orElse(new String[0]))
                        .contains(folder.resolve("server") + ""))
                .toList();
    }

    private static void await(EngineProcess engine, State state, int percent) {
        engine.heard.await(state + " " + percent, all -> all
                .filter(Message.VerdictChanged.class::isInstance)
                .map(m -> ((Message.VerdictChanged) m).verdict())
                .filter(v -> v.state() == state && v.share().percent() == percent).findFirst());
    }

    @Test
    void aWordIsAVerdictAndNoProgramOutlivesItsPlanOrTheEngine() throws Exception {
        is("deaf");
        try (var engine = new EngineProcess(folder)) {
            Process nanny = engine.launch(OPTION);
            engine.plan(List.of(check("100")));
            Await.until("it runs", () -> !programs().isEmpty());
            is("up 30");
            await(engine, State.UP, 30);
            long first = programs().getFirst().pid();
            // Another weight is another command line; the hub keeps what it knows meanwhile.
            engine.heard.forget();
            engine.send(new Message.CheckPlan(List.of(check("60"))));
            await(engine, State.UP, 50);
            Await.until("the first is gone", () -> programs().stream().noneMatch(p -> p.pid() == first));
            nanny.destroy();
            assertThat(nanny.waitFor(Hearing.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(nanny.exitValue()).isZero();
            assertThat(programs()).isEmpty();
            assertThat(engine.states("web/s1")).doesNotContain(State.DOWN);
            assertThat(folder.resolve("client-monitors")).doesNotExist();
        }
    }

    @Test
    void whatANannyThatWasKilledHasLeftTheNextOneEnds() throws Exception {
        is("up");
        try (var engine = new EngineProcess(folder)) {
            Process nanny = engine.launch(OPTION);
            engine.plan(List.of(check("100")));
            await(engine, State.UP, 100);
            long first = programs().getFirst().pid();
            nanny.destroyForcibly().waitFor();
            engine.heard.forget();
            engine.launch(OPTION);
            engine.plan(List.of(check("100")));
            Verdict again = engine.heard.awaitVerdict("web/s1", State.UP);
            assertThat(again.why()).isEqualTo("passed: client_monitor has added it, weight 100");
            Await.until("the first is gone", () -> programs().stream().noneMatch(p -> p.pid() == first));
        }
    }
}
