package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which lvs.cf is read where nobody names one. */
class ConfigPlaceTest {
    @TempDir
    Path root = Path.of("");

    @Test
    void piranhasPlaceIsNamedWhereThereIsNoFile() {
        assertThat(ConfigPlace.of(root)).isEqualTo(root.resolve("etc/sysconfig/ha/lvs.cf"));
    }

    @Test
    void theSuitesOwnPlaceServesWherePiranhasIsMissing() throws IOException {
        Path own = file("etc/arapaima/lvs.cf");
        assertThat(ConfigPlace.of(root)).isEqualTo(own);
        Path piranha = file("etc/sysconfig/ha/lvs.cf");
        assertThat(ConfigPlace.of(root)).isEqualTo(piranha);
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }
}
