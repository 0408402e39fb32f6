package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine remembers of plugins never keeps it from starting, whatever lies there. */
class QuarantineTest {
    @TempDir
    Path folder = Path.of("");

    private java.util.Set<String> taken() throws Exception {
        return new Quarantine(Optional.of(folder)).takeAll();
    }

    @Test
    void whatWasPutThereIsTakenOnce() throws Exception {
        new Quarantine(Optional.of(folder)).put(List.of(Path.of("/p/a.jar")));
        assertThat(taken()).containsExactly("/p/a.jar");
        assertThat(taken()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextSpoilTheirOwnLineOnly() throws Exception {
        Files.write(folder.resolve("quarantine"), new byte[]{'/', 'x', (byte) 0xff, '\n', '/', 'p', '\n', 0, 0, 0});
        assertThat(taken()).contains("/p");
        assertThat(folder.resolve("quarantine")).doesNotExist();
    }

    @Test
    void aFolderInItsPlaceIsSetAside() throws Exception {
        Files.createDirectories(folder.resolve("quarantine/full"));
        assertThat(taken()).isEmpty();
        assertThat(folder.resolve("quarantine")).doesNotExist();
        new Quarantine(Optional.of(folder)).put(List.of(Path.of("/p/a.jar")));
        assertThat(taken()).containsExactly("/p/a.jar");
    }
}
