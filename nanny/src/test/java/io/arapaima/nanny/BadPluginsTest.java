package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arapaima.daemon.ErrorKind;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.PluginCheck;
import io.arapaima.ipc.Verdict.State;
import io.arapaima.nanny.plugin.Quarantine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One bad plugin beside the real connect plugin, in the real process with a small heap. The process lives, the good check
 * goes on and is never wrongly down, and a trouble, which lvs-manager mails, names the bad one.
 */
class BadPluginsTest {
    private static final int BAD_CHECKS = 3;
    private static final String SMALL_HEAP = "-Xmx64m";
    private static final String SPINS_IN_THE_JDK = """
            return pass("" + java.util.regex.Pattern.compile("(a*)*(a*)*(a*)*b\\\\1").matcher("a".repeat(100)).find());""";
    private static final String LEAK = """
            package made;
            import io.arapaima.check.*;
            public final class Made implements Check {
                private static final java.util.List<byte[]> KEPT = new java.util.ArrayList<>();
                public String name() { return "bad"; }
                public String sentence() { return "Keeps a megabyte of each probe."; }
                public java.util.List<OptionSpec> options() { return java.util.List.of(); }
                public CheckResult probe(Target target, Deadline deadline) {
                    synchronized (KEPT) { KEPT.add(new byte[1 << 20]); }
                    return new CheckResult.Passed(java.time.Duration.ZERO, "");
                }
            }
            """;

    @TempDir
    Path temp = Path.of("");

    private @Nullable EngineProcess engine;

    @BeforeEach
    void listen() throws IOException {
        engine = new EngineProcess(temp);
    }

    @AfterEach
    void stop() {
        engine().close();
    }

    private EngineProcess engine() {
        return Objects.requireNonNull(engine);
    }

    private Hearing heard() {
        return engine().heard;
    }

    private Path badJar() {
        return engine().plugins.resolve("bad.jar");
    }

    private Process start() throws IOException {
        Files.copy(PluginJars.connect(), engine().plugins.resolve("connect.jar"));
        return engine().launch(SMALL_HEAP);
    }

    private static List<PlannedCheck> planWith(ServerSocket goodServer) {
        List<PlannedCheck> plan = new ArrayList<>();
        plan.add(Plans.check("good", "connect", "127.0.0.1", goodServer.getLocalPort()));
        for (int i = 0; i < BAD_CHECKS; i++) {
            plan.add(Plans.check("bad" + i, "bad", "127.0.0.1", 1 + i, Duration.ofSeconds(2)));
        }
        return plan;
    }

    /** Until the trouble is there, and beyond: the good check sees its server go. The engine is still there. */
    private Process unharmed(String subject, String trouble) throws Exception {
        Process nanny = start();
        try (var server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress())) {
            engine().plan(planWith(server));
            heard().awaitVerdict("good", State.UP);
            heard().awaitTrouble(subject, trouble);
            assertThat(engine().states("good")).containsExactly(State.UP);
        }
        heard().awaitVerdict("good", State.DOWN);
        assertThat(engine().states("good")).containsExactly(State.UP, State.DOWN);
        assertThat(nanny.isAlive()).as(engine().output()).isTrue();
        return nanny;
    }

    /** In blocks, so that mostly its own probe finds nothing left; where the engine does, the next process confines it. */
    @Test
    void whoAllocatesWithoutEndCostsItsOwnChecksOnly() throws Exception {
        PluginJars.make(badJar(), "bad",
                "var all = new ArrayList<byte[]>(); while (true) { all.add(new byte[1 << 16]); }");
        engine().keep(start(), SMALL_HEAP);
        try (var server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress())) {
            engine().plan(planWith(server));
            heard().awaitVerdict("good", State.UP);
            heard().await("the trouble of the bad one", all -> all.filter(BadPluginsTest::namesTheGlutton).findFirst());
            assertThat(engine().states("good")).containsOnly(State.UP);
        }
        heard().awaitVerdict("good", State.DOWN);
        assertThat(engine().states("bad0")).as("nobody has asked its server").isSubsetOf(State.UNKNOWN);
    }

    private static boolean namesTheGlutton(Message message) {
        return message instanceof Message.TroubleReported(var subject, var text, var _)
                && ((subject.equals("check bad") && text.contains("OutOfMemoryError"))
                        || (subject.equals("conduct of plugin bad.jar") && text.contains("used up its memory")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "while (true) { if (deadline.nanoTime() == 0) return null; }                     | did not end at the deadline",
            "System.exit(3); return null;                                                    | called exit(3)",
            "Runtime.getRuntime().halt(3); return null;                                      | called exit(3)"})
    void itCostsItsOwnChecksOnly(String body, String trouble) throws Exception {
        PluginJars.make(badJar(), "bad", body);
        unharmed("check bad", trouble);
    }

    @Test
    void aPluginThatClosesTheStreamsOfTheProcessClosesNothing() throws Exception {
        PluginJars.make(badJar(), "bad", """
                int before = System.in.read();
                System.in.close(); System.out.close(); System.err.close();
                try (var zero = new java.io.FileInputStream(java.io.FileDescriptor.in)) { }
                throw new IllegalStateException("read " + before + " and " + System.in.read());""");
        Process nanny = unharmed("check bad", "read -1 and -1");
        nanny.destroy();
        assertThat(nanny.onExit()).succeedsWithin(Hearing.PATIENCE);
        assertThat(engine().output()).as("the journal goes on").contains("Terminating due to signal 15");
    }

    /** Bit by bit, so that anybody may be the one who finds nothing left; then the process ends, and the next one knows. */
    @Test
    void whoTakesTheLastBitOfMemoryIsConfinedByTheNextProcess() throws Exception {
        PluginJars.make(badJar(), "bad",
                "Object[] chain = {}; while (true) { chain = new Object[]{chain}; }");
        new Quarantine(Optional.of(temp.resolve("state")), Instant.now()).confine(List.of(badJar()),
                "it used up the memory", Instant.now());
        unharmed("conduct of plugin bad.jar", "it used up the memory; it is not started until");
        engine().send(new Message.PluginsQuery(1, false));
        assertThat(heard().await(Message.Plugins.class).checks()).extracting(PluginCheck::name, PluginCheck::state)
                .containsExactly(tuple("bad", PluginCheck.State.CONFINED), tuple("connect", PluginCheck.State.IN_USE));
        assertThat(Files.readString(temp.resolve("state/quarantine"))).as("only time or a look by hand ends it")
                .contains("bad.jar");
    }

    /** Inside the JDK, where no gate is. At eight such probes the engine would be blind. */
    @Test
    void whoHoldsTwoCarriersIsStartedNoMore() throws Exception {
        PluginJars.make(badJar(), "bad", SPINS_IN_THE_JDK);
        unharmed("conduct of plugin bad.jar", "of its probes do not end and hold carrier threads of the engine");
    }

    /** All at once, so that nothing can be confined any more; the process ends, and the next one knows why. */
    @Test
    void whoHoldsEveryCarrierIsNamedAndConfinedByTheNextProcess() throws Exception {
        PluginJars.make(badJar(), "bad", SPINS_IN_THE_JDK);
        Process first = start();
        List<PlannedCheck> plan = new ArrayList<>();
        for (int i = 0; i < 2 * EngineProcess.CARRIERS; i++) {
            plan.add(Plans.check("bad" + i, "bad", "127.0.0.1", 1 + i, Duration.ofSeconds(2)));
        }
        engine().plan(plan);
        assertThat(first.onExit()).succeedsWithin(Hearing.PATIENCE);
        assertThat(first.exitValue()).isEqualTo(ErrorKind.DEFECT.exitCode());
        assertThat(engine().output())
                .contains("plugin bad.jar holds the carrier threads and is confined at the next start");
        heard().forget();
        engine().launch(SMALL_HEAP);
        try (var server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress())) {
            plan.add(Plans.check("good", "connect", "127.0.0.1", server.getLocalPort()));
            engine().plan(plan);
            heard().awaitTrouble("conduct of plugin bad.jar", "held its carrier threads; it is not started until");
            heard().awaitVerdict("good", State.UP);
        }
        heard().awaitVerdict("good", State.DOWN);
        assertThat(engine().states("bad0")).isSubsetOf(State.UNKNOWN);
    }

    @Test
    void aPluginThatKeepsMemoryIsFoundAndLoadedAnew() throws Exception {
        PluginJars.makeOf(badJar(), "Made", LEAK);
        unharmed("plugin bad.jar", " MB that its probes had left behind");
    }
}
