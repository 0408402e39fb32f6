package io.arapaima.nanny.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.ipc.Message;
import io.arapaima.nanny.Hearing;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A plugins folder that is looked at, and what was heard and offered. */
abstract class PluginFolderFixture {
    static final String TWINS = """
            package made;
            import io.arapaima.check.*;
            public class Made implements Check {
                public String name() { return "twin"; }
                public String sentence() { return "There are two of it."; }
                public java.util.List<OptionSpec> options() { return java.util.List.of(); }
                public CheckResult probe(Target target, Deadline deadline) {
                    return new CheckResult.Passed(java.time.Duration.ZERO, "");
                }
                public static final class Twin extends Made {}
            }
            """;

    @TempDir
    Path temp = Path.of("");

    final Hearing heard = new Hearing();
    final AtomicReference<Offer> offer = new AtomicReference<>(Offer.NOTHING);
    Path plugins = Path.of("");
    PluginFolder folder = new PluginFolder(List.of(), temp, new Troubles(heard::accept), offer::set);

    @BeforeEach
    void openFolder() throws Exception {
        plugins = Files.createDirectory(temp.resolve("plugins"));
        folder = new PluginFolder(List.of(plugins), temp.resolve("copies"), new Troubles(heard::accept), offer::set);
    }

    @AfterEach
    void closeFolder() throws Exception {
        folder.close();
        assertThat(temp.resolve("copies")).doesNotExist();
    }

    String answerOf(String check) throws Exception {
        var offered = offer.get().find(check).orElseThrow();
        var target = new Target(InetAddress.getLoopbackAddress(), 1, Target.Transport.TCP, Duration.ofSeconds(1),
                Options.of(offered.options(), Map.of()));
        var passed = (CheckResult.Passed) offered.check().probe(target, Deadline.in(Duration.ofSeconds(1)));
        return passed.text();
    }

    void awaitOffer(String check, boolean there) throws Exception {
        long end = System.nanoTime() + Hearing.PATIENCE.toNanos();
        while (offer.get().find(check).isPresent() != there) {
            assertThat(System.nanoTime()).as("%s offered: %s", check, there).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    void awaitAnswer(String check, String text) throws Exception {
        long end = System.nanoTime() + Hearing.PATIENCE.toNanos();
        while (!answerOf(check).equals(text)) {
            assertThat(System.nanoTime()).as("answer %s", text).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    List<String> report(boolean look) {
        return folder.answer(new Message.PluginsQuery(0, look)).checks().stream()
                .map(c -> c.name() + " " + c.state() + " " + c.version()
                        + c.fault().map(f -> ": " + f.reason()).orElse(""))
                .toList();
    }
}
