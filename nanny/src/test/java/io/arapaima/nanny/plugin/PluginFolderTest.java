package io.arapaima.nanny.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult;
import io.arapaima.ipc.Message;
import io.arapaima.nanny.CheckRun;
import io.arapaima.nanny.Hearing;
import io.arapaima.nanny.Outcome;
import io.arapaima.nanny.Plans;
import io.arapaima.nanny.PluginJars;
import io.arapaima.nanny.Probe;
import io.arapaima.nanny.ProbeKey;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plugins that come, change and go. */
class PluginFolderTest extends PluginFolderFixture {
    @Test
    void pluginsThatComeAtOnceAreOneLine() {
        assertThat(Offer.words(new java.util.TreeMap<>())).isEmpty();
        assertThat(Offer.words(new java.util.TreeMap<>(Map.of("a.jar", List.of("http", "https")))))
                .contains("plugin a.jar offers [http, https]");
        assertThat(Offer
                .words(new java.util.TreeMap<>(Map.of("b.jar", List.of("tls"), "a.jar", List.of("http", "https")))))
                .contains("2 plugins offer [http, https, tls]");
    }

    @Test
    void theRealConnectPluginIsOffered() throws Exception {
        Files.copy(PluginJars.connect(), plugins.resolve("connect.jar"));
        folder.start();
        assertThat(offer.get().catalogue().find("connect").orElseThrow().sentence()).startsWith("Passes when");
        assertThat(heard.all()).isEmpty();
    }

    @Test
    void withoutRoomForCopiesPluginsAreUsedWhereTheyLie() throws Exception {
        Path blocker = Files.writeString(temp.resolve("copies"),
                "no folder can be made here, as on a disk that is full");
        PluginJars.make(plugins.resolve("a.jar"), "a", "return pass(\"one\");");
        folder.start();
        assertThat(answerOf("a")).isEqualTo("one");
        heard.awaitTrouble("copies of plugins", "so plugins are used where they lie");
        Files.delete(blocker);
        PluginJars.make(plugins.resolve("b.jar"), "b", "return pass(\"two\");");
        awaitOffer("b", true);
        heard.awaitTrouble("copies of plugins", "");
        Files.delete(plugins.resolve("a.jar"));
        awaitOffer("a", false);
    }

    @Test
    void whatLiesInThePlaceOfTheCopiesStopsNobody() throws Exception {
        Files.createDirectories(temp.resolve("copies/1-a.jar/full"));
        PluginJars.make(plugins.resolve("a.jar"), "a", "return pass(\"one\");");
        folder.start();
        assertThat(answerOf("a")).isEqualTo("one");
        Files.delete(temp.resolve("copies/1-a.jar/full"));
    }

    @Test
    void aJarThatIsDroppedInIsUsedAndOneThatIsRemovedIsNot() throws Exception {
        folder.start();
        assertThat(offer.get().byName()).isEmpty();
        Path jar = PluginJars.make(plugins.resolve("a.jar"), "a", "return pass(\"one\");");
        awaitOffer("a", true);
        Files.delete(jar);
        awaitOffer("a", false);
    }

    @Test
    void aReplacedJarIsUsedAndOverwritingItInPlaceDisturbsNobody() throws Exception {
        Path jar = PluginJars.make(plugins.resolve("a.jar"), "a", "return pass(\"one\");");
        folder.start();
        Files.write(jar, new byte[100], StandardOpenOption.TRUNCATE_EXISTING);
        heard.awaitTrouble("plugin a.jar", "the version loaded before stays in use");
        assertThat(answerOf("a")).isEqualTo("one");
        PluginJars.make(jar, "a", "return pass(\"two\");");
        awaitAnswer("a", "two");
        heard.awaitTrouble("plugin a.jar", "");
    }

    @Test
    void theReportSaysWhatIsDoneWithEachCheck() throws Exception {
        PluginJars.make(plugins.resolve("a.jar"), "twin", "return pass(\"first\");");
        PluginJars.make(plugins.resolve("b.jar"), "twin", "return pass(\"second\");");
        Path kept = PluginJars.make(plugins.resolve("c.jar"), "c", "return pass(\"\");");
        Files.writeString(plugins.resolve("d.jar"), "no jar at all");
        folder.start();
        Files.writeString(kept, "half");
        assertThat(report(true)).containsExactly("twin IN_USE 1.0.0",
                "twin HIDDEN 1.0.0: " + plugins.resolve("a.jar") + " offers a check of this name too and is in use",
                "c KEPT 1.0.0: it is no whole jar (zip END header not found)",
                " REFUSED : it is no whole jar (zip END header not found)");
        IntStream.range(0, Conduct.MAX_ABANDONED)
                .forEach(_ -> offer.get().find("twin").orElseThrow().conduct().abandon(System.nanoTime()));
        assertThat(report(false).getFirst()).startsWith("twin CONFINED 1.0.0: at least 16 probes ignored");
    }

    @Test
    void aLookByHandIsAtOnceAndTriesAgainWhatWasRefused() throws Exception {
        Path opened = temp.resolve("opened");
        PluginJars.makeOf(plugins.resolve("a.jar"), "Made", """
                package made;
                import io.arapaima.check.*;
                public final class Made implements Check {
                    public Made() { if (!new java.io.File("%s").exists()) throw new IllegalStateException("closed"); }
                    public String name() { return "a"; }
                    public String sentence() { return "Made for a test."; }
                    public java.util.List<OptionSpec> options() { return java.util.List.of(); }
                    public CheckResult probe(Target target, Deadline deadline) { return null; }
                }
                """.formatted(opened));
        folder.start();
        assertThat(report(true)).hasSize(1).allMatch(line -> line.startsWith(" REFUSED : ") && line.contains("closed"));
        Files.createFile(opened);
        assertThat(report(true)).containsExactly("a IN_USE 1.0.0");
        PluginJars.make(plugins.resolve("b.jar"), "b", "return pass(\"\");");
        assertThat(report(true)).containsExactly("a IN_USE 1.0.0", "b IN_USE 1.0.0");
        heard.awaitTrouble("plugin a.jar", "");
    }

    @Test
    void whoseProbesFoundNoMemoryIsKnown() throws Exception {
        Path jar = PluginJars.make(plugins.resolve("a.jar"), "a", "return pass(\"\");");
        PluginJars.make(plugins.resolve("b.jar"), "b", "return pass(\"\");");
        folder.start();
        assertThat(folder.exhausters()).isEmpty();
        Conduct a = offer.get().find("a").orElseThrow().conduct();
        a.exhaust(/* freed= */ false, System.nanoTime());
        assertThat(folder.exhausters()).as("another may have used it up").isEmpty();
        a.exhaust(/* freed= */ true, System.nanoTime());
        assertThat(folder.exhausters()).containsExactly(jar);
        assertThat(report(false).getFirst()).as("once is no proof").isEqualTo("a IN_USE 1.0.0");
        a.exhaust(/* freed= */ true, System.nanoTime());
        assertThat(report(false).getFirst()).startsWith("a CONFINED 1.0.0: its probes used up the memory; ");
    }

    /** A hiccup of a network file system, an upgrade of the package: what is loaded stays. */
    @Test
    void aFolderThatCannotBeReadIsNoEmptyOne() throws Exception {
        PluginJars.make(plugins.resolve("a.jar"), "a", "return pass(\"\");");
        folder.start();
        Path away = Files.move(plugins, plugins.resolveSibling("away"));
        assertThat(report(true)).containsExactly("a IN_USE 1.0.0");
        assertThat(offer.get().byName()).containsOnlyKeys("a");
        assertThat(heard.awaitTrouble("plugins folder " + plugins, "it cannot be read"))
                .endsWith("; what was loaded from it stays in use");
        report(true);
        report(true);
        assertThat(heard.all()).as("it lasts, and is told once")
                .filteredOn(m -> m instanceof Message.TroubleReported(var subject, var _, var _)
                        && subject.equals("plugins folder " + plugins))
                .hasSize(1);
        Files.move(away, plugins);
        assertThat(report(true)).containsExactly("a IN_USE 1.0.0");
        heard.awaitTrouble("plugins folder " + plugins, "");
        Files.delete(plugins.resolve("a.jar"));
        report(true);
        assertThat(offer.get().byName()).as("a jar that was removed is").isEmpty();
    }

    /** The JVM gives a class one chance; the plugin gets another. */
    @Test
    void aPluginWithAClassThatFailedToInitialiseIsLoadedAnewAFewTimes() throws Exception {
        Path fault = Files.createFile(plugins.resolve("fault"));
        PluginJars.makeOf(plugins.resolve("a.jar"), "Made", """
                package made;
                import io.arapaima.check.*;
                public final class Made implements Check {
                    static final class Late {
                        static final boolean READY = ready();
                        static boolean ready() {
                            if (new java.io.File("%s").exists()) { throw new IllegalStateException("too early"); }
                            return true;
                        }
                    }
                    public String name() { return "a"; }
                    public String sentence() { return "Made for a test."; }
                    public java.util.List<OptionSpec> options() { return java.util.List.of(); }
                    public CheckResult probe(Target target, Deadline deadline) {
                        return new CheckResult.Passed(java.time.Duration.ZERO, "" + Late.READY);
                    }
                }
                """.formatted(fault));
        folder.start();
        var probe = new Probe(ProbeKey.of(Plans.check("p", "a")), "p");
        OfferedCheck first = offer.get().find("a").orElseThrow();
        assertThat(outcome(probe, first)).isInstanceOf(CheckResult.Inconclusive.class);
        assertThat(outcome(probe, first).toString()).contains("Could not initialize class made.Made$Late");
        Files.delete(fault);
        report(true);
        OfferedCheck third = offer.get().find("a").orElseThrow();
        assertThat(third).isNotSameAs(first);
        assertThat(outcome(probe, third)).isInstanceOf(CheckResult.Passed.class);
        Files.createFile(fault);
        Set<OfferedCheck> loaded = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 10; i++) {
            third.conduct().breakDown();
            report(true);
            third = offer.get().find("a").orElseThrow();
            loaded.add(third);
        }
        assertThat(loaded).as("three times an hour at most").hasSize(2);
    }

    private static CheckResult outcome(Probe probe, OfferedCheck check) throws InterruptedException {
        var outcome = new AtomicReference<Outcome>();
        var run = new CheckRun(probe, check, CheckRun::ask, outcome::set);
        run.thread().start();
        run.thread().join();
        return outcome.get().result();
    }

    @Test
    void theFolderOfTheSiteNeedNotBeThere() throws Exception {
        PluginJars.make(plugins.resolve("a.jar"), "a", "return pass(\"\");");
        try (var both = new PluginFolder(List.of(plugins, PluginFolder.SITE), temp.resolve("more"),
                new Troubles(heard::accept), offer::set)) {
            both.start();
            assertThat(offer.get().byName()).containsKey("a");
            assertThat(heard.all()).noneMatch(said -> said.toString().contains(PluginFolder.SITE.toString()));
        }
    }

    @Test
    void aMistakeIsShownUntilAnotherVersionIsThere() throws Exception {
        Path jar = PluginJars.make(plugins.resolve("a.jar"), "a", "return pass(\"\");");
        folder.start();
        offer.get().find("a").orElseThrow().conduct().mistake("a", "the plugin threw it", Instant.now());
        assertThat(report(false)).singleElement().asString()
                .startsWith("a IN_USE 1.0.0: the plugin threw it (last at ");
        PluginJars.make(jar, "a", "return pass(\"mended\");");
        assertThat(report(true)).containsExactly("a IN_USE 1.0.0");
    }

    @Test
    void aFolderThatIsNotThereIsATroubleUntilItIs() throws Exception {
        Files.delete(plugins);
        folder.start();
        String subject = "plugins folder " + plugins;
        assertThat(heard.awaitTrouble(subject, "cannot be read")).contains("create it");
        Files.createDirectory(plugins);
        heard.awaitTrouble(subject, "");
    }

    @Test
    void nothingOfAnUnloadedPluginStaysInMemory() throws Exception {
        Path jar = PluginJars.make(plugins.resolve("a.jar"), "a", "return pass(\"one\");");
        folder.start();
        var loader = new WeakReference<>(offer.get().find("a").orElseThrow().check().getClass().getClassLoader());
        Files.delete(jar);
        awaitOffer("a", false);
        long end = System.nanoTime() + Hearing.PATIENCE.toNanos();
        while (loader.get() != null) {
            assertThat(System.nanoTime()).as("class loader collected").isLessThan(end);
            System.gc();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
