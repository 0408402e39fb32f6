package io.arapaima.nanny.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckPrograms;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.daemon.ProgramFamily;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs in the style of old third-party nannies. */
class ClientMonitorsTest {
    private static final Path IPVSADM = Path.of("src/main/sh/ipvsadm").toAbsolutePath();
    private static final Path OLD_NANNY = Path.of("src/test/resources/monitors/old-nanny").toAbsolutePath();
    private static final MonitorTiming QUICK = new MonitorTiming(Duration.ofMillis(200), Duration.ofMillis(800),
            Duration.ofMinutes(1),
            Duration.ofSeconds(60), Duration.ofMillis(500));
    private static final MonitorTiming IMPATIENT = new MonitorTiming(Duration.ofMillis(200), Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMillis(300), Duration.ofMillis(500));

    @TempDir
    Path temp = Path.of("");

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Path state = Path.of("");
    private Optional<ClientMonitors<String>> monitors = Optional.empty();

    @BeforeEach
    void makeState() {
        state = temp.resolve("state");
    }

    @AfterEach
    void stop() {
        monitors.ifPresent(ClientMonitors::close);
        // As the engine does at its end.
        String own = CheckPrograms.mark(ProcessHandle.current());
        ProgramFamily.marked(CheckPrograms.MARK).forEach((process, owner) -> {
            if (owner.equals(own)) {
                process.destroyForcibly();
            }
        });
    }

    private MonitoredServer server(Path program, Map<String, String> more) {
        return server(program.toString(), more);
    }

    private MonitoredServer server(String program, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of("program", program, "vip", "10.0.0.1", "vport",
                "80", "reentry", "15", "weight", "100", "method", "m", "send", state.toString()));
        options.putAll(more);
        return new MonitoredServer("web/s1", new PlannedCheck.Target("127.0.0.2", 8080, "tcp", options),
                Duration.ofMillis(20));
    }

    private ClientMonitors<String> watch(MonitorTiming pace, MonitoredServer server) {
        var all = new ClientMonitors<String>(new MonitorFolders(temp.resolve("monitors"), Optional.of(IPVSADM)), pace,
                (_, result) -> heard.add(word(result)));
        monitors = Optional.of(all);
        all.plan(Map.of("s1", server));
        all.due("s1");
        return all;
    }

    private static String word(CheckResult result) {
        return switch (result) {
            case Passed passed -> "up " + Math.round(passed.metrics().getFirst().value()) + " %: " + passed.text();
            case Failed failed -> "down: " + failed.text();
            case Inconclusive(var cause) -> "not judged: " + cause;
        };
    }

    private void is(String word) throws Exception {
        Path next = Files.writeString(temp.resolve("next"), word + "\n");
        Files.move(next, state, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path program(String text, String rights) throws Exception {
        Path program = Files.writeString(temp.resolve("program"), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(rights));
    }

    private void awaitHeard(String pattern) throws Exception {
        var wanted = Pattern.compile(pattern);
        Await.until(pattern + " is the last of " + heard,
                () -> !heard.isEmpty() && wanted.matcher(heard.getLast()).find());
    }

    /** The program that runs for the server now. */
    private static long pid() throws Exception {
        var found = new AtomicLong();
        Await.until("a program runs", () -> {
            ProcessHandle.current().children().filter(p -> p.info().arguments().stream().flatMap(Stream::of)
                    .anyMatch("127.0.0.2"::equals)).findFirst().ifPresent(p -> found.set(p.pid()));
            return found.get() > 0;
        });
        return found.get();
    }

    private static void awaitGone(long pid) throws Exception {
        Await.until("process " + pid + " is gone",
                () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void whatItDoesToTheTableIsWhatIsThoughtOfTheServer() throws Exception {
        is("wait");
        watch(QUICK, server(OLD_NANNY, Map.of()));
        is("up");
        awaitHeard("^up 100 %: client_monitor has added it, weight 100$");
        is("up 30");
        awaitHeard("^up 30 %: client_monitor has changed it, weight 30$");
        is("down");
        awaitHeard("^down: client_monitor has removed it$");
        is("up 250");
        awaitHeard("^up 250 %: client_monitor has added it, weight 250$");
        assertThat(heard).hasSize(4);
    }

    @Test
    void aQuiescedServerIsDown() throws Exception {
        is("up");
        watch(QUICK, server(OLD_NANNY, Map.of("quiesce", "1", "mark", "7")));
        awaitHeard("^up");
        is("down");
        awaitHeard("^down: client_monitor has given it weight 0$");
    }

    @Test
    void oneThatDiesSaysNothingOfTheServerAndIsStartedAgain() throws Exception {
        is("up");
        watch(QUICK, server(OLD_NANNY, Map.of()));
        awaitHeard("^up");
        is("die");
        awaitHeard("^not judged: client_monitor " + OLD_NANNY + " ended with exit code 255 after .* s; "
                + "started again in 0.8 s; last words: Illegal division by zero at line 12.$");
        assertThat(
                heard.stream().filter(h -> h.startsWith("not judged")).map(h -> h.replaceAll(".* again in| s;.*", ""))
                        .limit(3))
                .containsExactly(" 0.2", " 0.4", " 0.8");
        assertThat(heard).noneMatch(h -> h.startsWith("down"));
        is("up 50");
        awaitHeard("^up 50 %");
    }

    @Test
    void oneThatIsNotThereOrMayNotBeRunSaysNothingUntilItIs() throws Exception {
        is("up");
        watch(QUICK, server(temp.resolve("program"), Map.of()));
        awaitHeard("^not judged: client_monitor /.*/program is not there; install it, or correct client_monitor; "
                + "tried again in 0.. s$");
        program("exec " + OLD_NANNY + " \"$@\"", "rw-------");
        awaitHeard("^not judged: client_monitor /.*/program may not be executed; chmod 755 /.*/program; tried again");
        program("exec " + OLD_NANNY + " \"$@\"", "rwx------");
        awaitHeard("^up 100 %");
    }

    @Test
    void aNameThatNoFileCanHaveSaysNothingEither() throws Exception {
        watch(QUICK, server("/opt/\0", Map.of()));
        awaitHeard("^not judged: client_monitor /opt/. is no path: .*; correct client_monitor; tried again");
    }

    @Test
    void oneThatGoesIntoTheBackgroundHasEnded() throws Exception {
        watch(QUICK, server(program("setsid sleep 1000 & echo $! >" + temp + "/child", "rwx------"), Map.of()));
        awaitHeard("^not judged: client_monitor .* ended with exit code 0");
        long child = Long.parseLong(Files.readString(temp.resolve("child")).strip());
        awaitGone(child);
    }

    @Test
    void oneThatIsDeafToSigtermIsEndedWithThePlan() throws Exception {
        is("deaf");
        ClientMonitors<String> all = watch(QUICK, server(OLD_NANNY, Map.of()));
        long pid = pid();
        is("up");
        awaitHeard("^up");
        all.plan(Map.of());
        awaitGone(pid);
        assertThat(heard).as("what it says on its way out").noneMatch(h -> !h.startsWith("up"));
    }

    @Test
    void theChildrenOfOneEndWithItAlsoThoseInASessionOfTheirOwn() throws Exception {
        is("litter");
        ClientMonitors<String> all = watch(QUICK, server(OLD_NANNY, Map.of()));
        awaitHeard("^up");
        long child = Long.parseLong(Files.readString(Path.of(state + ".child")).strip());
        assertThat(ProcessHandle.of(child)).isPresent();
        all.plan(Map.of());
        awaitGone(child);
        Await.until("its folder is gone", () -> {
            try (var left = Files.list(temp.resolve("monitors"))) {
                return left.findAny().isEmpty();
            }
        });
    }

    @Test
    void whatItRemovesBecauseItIsEndedIsNoVerdict() throws Exception {
        is("up");
        ClientMonitors<String> all = watch(QUICK,
                server(program("trap '$2 -d -r 127.0.0.2 && echo bye >" + temp + "/bye; exit' TERM\n"
                        + "while [ $1 != -I ]; do shift; done; $2 -a -r 127.0.0.2 -w 100; while :; do sleep 0.05; done",
                        "rwx------"), Map.of()));
        awaitHeard("^up");
        all.close();
        assertThat(temp.resolve("bye")).as("it was asked, and not killed").exists();
        assertThat(heard).hasSize(1);
        assertThat(temp.resolve("monitors")).doesNotExist();
    }

    @Test
    void oneThatSaysNothingForLongIsNoticedOnce() throws Exception {
        is("wait");
        watch(IMPATIENT, server(OLD_NANNY, Map.of()));
        awaitHeard("^not judged: client_monitor .*/old-nanny, pid \\d+, has said nothing of this server in 0.. s; when "
                + "the server is well it must call the program behind -I with -a$");
        is("up");
        awaitHeard("^up 100 %");
        assertThat(heard).hasSize(2);
    }

    @Test
    void whatItSaidLastIsSaidAgainAtEachTurn() throws Exception {
        is("up");
        ClientMonitors<String> all = watch(QUICK, server(OLD_NANNY, Map.of()));
        awaitHeard("^up");
        all.due("s1");
        Await.until("said twice", () -> heard.size() == 2);
        assertThat(heard.getLast()).isEqualTo(heard.getFirst());
    }

    @Test
    void callsAboutOtherServersAndOtherCommandsAreNoWordAboutThisOne() throws Exception {
        Path program = program("""
                while [ $1 != -I ]; do shift; done
                $2 -a -t 10.0.0.1:80 -r 10.0.0.99:80 -w 1
                $2 -C && touch %1$s/taken
                $2 -Ln && touch %1$s/taken
                ipvsadm -a -t 10.0.0.1:80 -r 127.0.0.2:8080 -w 50
                sleep 1000""".formatted(temp), "rwx------");
        watch(QUICK, server(program, Map.of()));
        awaitHeard("^up 50 %");
        assertThat(heard).hasSize(1);
        assertThat(temp.resolve("taken")).as("a call that can have no answer is refused").doesNotExist();
    }

    @Test
    void oneThatPrintsWithoutEndIsHeardAllTheSame() throws Exception {
        Path program = program("yes &\nhead -c 1000000 /dev/zero\n" + "exec " + OLD_NANNY + " \"$@\"", "rwx------");
        is("up");
        watch(QUICK, server(program, Map.of()));
        awaitHeard("^up 100 %");
    }

    @Test
    void aNannyThatHasNoProgramToNameSaysSo() throws Exception {
        var all = new ClientMonitors<String>(new MonitorFolders(temp.resolve("monitors"), Optional.empty()), QUICK,
                (_, result) -> heard.add(word(result)));
        monitors = Optional.of(all);
        all.plan(Map.of("s1", server(OLD_NANNY, Map.of())));
        all.due("s1");
        awaitHeard("^not judged: .*old-nanny is not started, because this nanny does not know what to name behind -I");
    }
}
