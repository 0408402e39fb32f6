package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of all daemons stand on. */
class TestProgramsTest {
    @TempDir
    Path folder = Path.of("");

    /** As a fake nanny whose hub has gone: nobody's descendant, in a session of its own. */
    @Test
    void whoHasLeftItsParentEndsWithTheTestToo() throws Exception {
        Path pid = folder.resolve("pid");
        var programs = new TestPrograms();
        Process head = programs.start(folder.resolve("out"),
                List.of("sh", "-c", "setsid sh -c 'echo $$ >" + pid + "; exec sleep 600' & while [ ! -s " + pid
                        + " ]; do sleep 0.01; done"));
        assertThat(head.waitFor()).isZero();
        assertThat(programs.living()).extracting(ProcessHandle::pid)
                .containsExactly(Long.parseLong(Files.readString(pid).strip()));
        programs.close();
        assertThat(programs.living()).isEmpty();
    }

    /** As a pulse whose hub is killed first. */
    @Test
    void whoStartsOthersWhileItIsKilledLeavesNoneOfThem() throws Exception {
        var programs = new TestPrograms();
        programs.start(folder.resolve("out"), List.of("sh", "-c", "while :; do setsid sleep 600 & sleep 0.01; done"));
        while (programs.living().size() < 5) {
            Thread.sleep(10);
        }
        programs.close();
        Thread.sleep(100);
        assertThat(programs.living()).isEmpty();
    }

    @Test
    void theTestsOwnOutputIsNobodyElses() {
        var programs = new TestPrograms();
        assertThatThrownBy(() -> programs.start(new ProcessBuilder("true").inheritIO()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
