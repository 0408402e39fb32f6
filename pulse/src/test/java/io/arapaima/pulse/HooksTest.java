package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.testkit.LatinScript;
import io.arapaima.testkit.Await;
import io.arapaima.checkspec.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;
    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();

    private Optional<String> script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return Optional.of(script.toString());
    }

    @Test
    void programsRunInTheOrderOfTheRolesAndOneAtATime() throws Exception {
        Path log = folder.resolve("log");
        Optional<String> active = script("up", "echo begin up >> " + log + "; sleep 0.3; echo end up >> " + log)
                .map(s -> s + "  and   arguments");
        var hooks = new Hooks(active, script("down", "echo down >> " + log), Encoding.UTF_8, LIMIT, troubles::add);
        hooks.became(true);
        hooks.became(false);
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end && (!Files.exists(log) || Files.readAllLines(log).size() < 3)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(Files.readAllLines(log)).isEqualTo(List.of("begin up", "end up", "down"));
        assertThat(troubles).isEmpty();
    }

    @Test
    void aProgramThatHangsFailsOrIsMissingIsTold() throws Exception {
        new Hooks(script("hang", "sleep 60"), Optional.empty(), Encoding.UTF_8, Duration.ofMillis(100),
                troubles::add).became(true);
        assertThat(troubles.poll(30, TimeUnit.SECONDS)).contains("did not end within");
        new Hooks(script("fail", "exit 7"), Optional.empty(), Encoding.UTF_8, LIMIT, troubles::add).became(true);
        assertThat(troubles.poll(30, TimeUnit.SECONDS)).contains("exit code 7");
        new Hooks(Optional.of("/does/not/exist"), Optional.empty(), Encoding.UTF_8, LIMIT, troubles::add).became(true);
        assertThat(troubles.poll(30, TimeUnit.SECONDS)).contains("cannot be run");
    }

    /** In an lvs.cf in ISO 8859-1 a letter that is not ASCII is one byte, for the system too. */
    @Test
    void aProgramGetsTheBytesOfTheFile() throws Exception {
        Path said = folder.resolve("said");
        String script = LatinScript.in(folder, "printf %s \"$1\" >" + said + ".new; mv " + said + ".new " + said);
        new Hooks(Optional.of(script + " \u00fc"), Optional.empty(), Encoding.ISO_8859_1, LIMIT, troubles::add)
                .became(true);
        Await.until("it has run, or cannot", () -> Files.exists(said) || !troubles.isEmpty());
        assertThat(troubles).isEmpty();
        assertThat(said).hasBinaryContent(new byte[]{(byte) 0xFC});
    }
}
