package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private static final String MODULE = "ARAPAIMA_TESTS_OF";

    /** Whether a program is seen whose parent is gone. */
    private static boolean sees(String module) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh", "-c", "sleep 60 >/dev/null 2>&1 & echo $!");
        shell.environment().computeIfPresent(MODULE, (_, ours) -> module.isEmpty() ? ours : module);
        Process parent = shell.start();
        String pid = new String(parent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        parent.waitFor();
        try {
            return Holdings.now().programs().stream().anyMatch(each -> each.startsWith(pid + " "));
        } finally {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void anOrphanIsOurs() throws Exception {
        assertThat(sees("")).isTrue();
    }

    @Test
    void anOrphanOfAnotherModulesTestsIsNot() throws Exception {
        assumeTrue(System.getenv(MODULE) != null, "only the whole build tests modules at the same time");
        assertThat(sees("another")).isFalse();
    }
}
