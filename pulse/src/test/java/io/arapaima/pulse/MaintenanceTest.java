package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.5Z");
    private static final String TEXT = "an operator works on this director since 2026-11-21T12:00:00Z: new disk, not the old";

    @TempDir
    private Path folder;
    private final List<Input> inputs = new ArrayList<>();

    @Test
    void itIsRememberedUntilItIsEnded() throws IOException {
        Path state = folder.resolve("state");
        Maintenance maintenance = Maintenance.resume(state, inputs::add);
        assertThat(inputs).isEmpty();
        maintenance.begin(" new disk,\nnot the old", NOON);
        var on = new Input.Health("maintenance", Grade.IMPAIRED, TEXT);
        assertThat(inputs).containsExactly(on);
        Maintenance restarted = Maintenance.resume(state, inputs::add);
        assertThat(inputs).containsExactly(on, on);
        assertThat(restarted.since()).contains(TEXT);
        restarted.end();
        assertThat(inputs.getLast()).isEqualTo(new Input.Health("maintenance", Grade.FIT, ""));
        assertThat(Maintenance.resume(state, inputs::add).since()).isEmpty();
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void whatCannotBeRememberedDoesNotBegin() throws IOException {
        Maintenance maintenance = Maintenance.resume(folder, inputs::add);
        var _ = Files.createDirectory(folder.resolve("maintenance.new"));
        assertThatThrownBy(() -> maintenance.begin("", NOON)).isInstanceOf(IOException.class);
        assertThat(inputs).isEmpty();
        assertThat(maintenance.since()).isEmpty();
    }

    @Test
    void whateverLiesThereKeepsNobodyFromStarting() throws IOException {
        Path file = folder.resolve("maintenance");
        Files.write(file, new byte[]{'d', 'i', 's', 'k', (byte) 0xff, 0, '\n', 'x'});
        assertThat(Maintenance.resume(folder, inputs::add).since()).contains("disk\ufffd x");
        var _ = Files.write(file, new byte[0]);
        assertThat(Maintenance.resume(folder, inputs::add).since().orElse(""))
                .startsWith("an operator works on this director");
        Files.delete(file);
        Files.createDirectories(file.resolve("full"));
        Maintenance maintenance = Maintenance.resume(folder, inputs::add);
        assertThat(maintenance.since()).as("a folder says nothing").isEmpty();
        maintenance.begin("now", NOON);
        assertThat(Maintenance.resume(folder, inputs::add).since()).isPresent();
    }
}
