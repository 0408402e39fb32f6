package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's own resolver, a resolv.conf of its own, and a name server that takes every question and answers none. */
class SilentNameServerTest {
    /** One after the other they would take 10 s each, 400 s in all; a busy machine may take a few seconds more than the limit. */
    private static final int NAMES = 40;
    private static final long MOST_SECONDS = 100;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aFileFullOfNamesIsReadInBoundedTime() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a namespace");
        Path conf = Files.writeString(folder.resolve("resolv.conf"), "nameserver 127.0.0.1\n");
        Path out = folder.resolve("out");
        Process reader = new ProcessBuilder("unshare", "--mount", "--net", "sh", "-c",
                "ip link set lo up && mount --bind " + conf + " /etc/resolv.conf && exec '"
                        + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                        + System.getProperty("java.class.path") + "' " + SilentNames.class.getName() + " " + NAMES)
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertThat(reader.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).as("read within %s s", MOST_SECONDS).isTrue();
            assertThat(Files.readString(out)).contains(
                    "questions arrived\n" + NAMES + " errors, first on line 4: ",
                    "address is \"nowhere0.example\"; write an address or a host name that resolves");
        } finally {
            reader.destroyForcibly();
        }
    }
}
