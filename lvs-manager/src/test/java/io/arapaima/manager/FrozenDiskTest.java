package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose state lies on a file system of its own, ext4 on a loop device, that stands still (fsfreeze) while servers die. */
class FrozenDiskTest {
    private static final String PREPARE = "dd if=/dev/zero of=image bs=1M count=16 status=none && mkfs.ext4 -q image && mkdir disk"
            + " && mount -o loop image disk || { echo no loop device; exit 1; }; ";
    private static final long MOST_SECONDS = 180;

    @TempDir
    Path folder = Path.of("");

    @Test
    void serversLeaveTheTableWhileTheDiskStandsStillAndAllIsWrittenLater() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may freeze a file system");
        Path out = folder.resolve("out");
        Process hub = new ProcessBuilder("unshare", "--mount", "sh", "-c", PREPARE + "'"
                + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("java.class.path")
                + "' " + FrozenHub.class.getName() + " disk; umount disk").directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertThat(hub.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
        String said = Files.readString(out);
        assumeTrue(!said.contains("no loop device"), "this machine mounts no loop devices");
        assertThat(said).contains("first left\n", "second left\n", "trouble: state folder: ", " takes no writes since ",
                "operator: web/s3: quiesced", "operator: this is in force, but not on the disk within 5 s",
                "in the journal: [web/s1 down, web/s2 down, web/s3 quiesced]");
    }
}
