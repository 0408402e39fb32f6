package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ParentTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aChildIsToldWhoseItIs() throws Exception {
        Path said = folder.resolve("said");
        var child = new Child("teller",
                List.of("sh", "-c",
                        "echo $" + Parent.VARIABLE + " > " + said + ".new; mv " + said + ".new " + said
                                + "; exec sleep 60"),
                _ -> {});
        try (child) {
            child.start();
            while (!Files.exists(said)) {
                Thread.sleep(10);
            }
            assertThat(Parent.named(Map.of(Parent.VARIABLE, Files.readString(said).strip())))
                    .hasValue(ProcessHandle.current().pid());
        }
    }

    @Test
    void nobodyIsNamedWithoutADaemon() {
        assertThat(Parent.named(Map.of())).isEqualTo(OptionalLong.empty());
        assertThat(Parent.named(Map.of(Parent.VARIABLE, "x"))).isEqualTo(OptionalLong.empty());
    }

    @Test
    void whoIsNoAncestorIsGone() throws Exception {
        var gone = new CountDownLatch(1);
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Parent.whenGone(stranger.pid(), gone::countDown);
            assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void anAncestorThatLivesIsNotGone() throws Exception {
        var gone = new CountDownLatch(1);
        Parent.whenGone(ProcessHandle.current().parent().flatMap(ProcessHandle::parent)
                .or(() -> ProcessHandle.current().parent()).orElseThrow().pid(), gone::countDown);
        assertThat(gone.await(500, TimeUnit.MILLISECONDS)).isFalse();
    }
}
