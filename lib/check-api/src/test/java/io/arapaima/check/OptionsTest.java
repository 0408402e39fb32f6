package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    @TempDir
    Path folder = Path.of("");

    private static Options password(String value) {
        return Options.of(List.of(), Map.of("password", value));
    }

    @Test
    void aSecretStandsInTheOptionOrInTheFirstLineOfItsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\nhunter3\n");
        assertThat(password("plain").secret("password")).hasValue("plain");
        assertThat(password("@" + file).secret("password")).hasValue("hunter2");
        Files.writeString(file, "");
        assertThat(password("@" + file).secret("password")).hasValue("");
        assertThat(password("plain").secret("other")).isEmpty();
    }

    @Test
    void aHugeFileIsNotReadWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("huge"), "x".repeat(100_000));
        assertThat(password("@" + file).secret("password")).hasValue("x".repeat(4096));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> password("@" + folder.resolve("gone")).secret("password"))
                .isInstanceOf(UndecidedException.class).hasMessageContaining(folder.resolve("gone")
                        + " cannot be read (there is no such file); it must exist");
    }
}
