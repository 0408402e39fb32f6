package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.pulse.election.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.5Z");
    private static final RoleReason.Maintenance ORDER = new RoleReason.Maintenance("anna", "new disk, not the old",
            Optional.of(Instant.parse("2026-11-21T12:00:00Z")));

    @TempDir
    private Path folder;
    private final List<Input> inputs = new ArrayList<>();

    @Test
    void itIsRememberedUntilItIsEnded() throws IOException {
        Path state = folder.resolve("state");
        Maintenance maintenance = Maintenance.resume(state, inputs::add);
        assertThat(inputs).isEmpty();
        maintenance.begin(" new disk,\nnot the old", "anna", NOON);
        var on = new Input.Maintained(Optional.of(ORDER));
        assertThat(inputs).containsExactly(on);
        Maintenance restarted = Maintenance.resume(state, inputs::add);
        assertThat(inputs).containsExactly(on, on);
        assertThat(restarted.order()).contains(ORDER);
        restarted.end();
        assertThat(inputs.getLast()).isEqualTo(new Input.Maintained(Optional.empty()));
        assertThat(Maintenance.resume(state, inputs::add).order()).isEmpty();
        assertThat(state).isEmptyDirectory();
    }

    private String reason(Path state) {
        return Maintenance.resume(state, inputs::add).order().orElseThrow().reason();
    }

    /** As builds before this one wrote it. */
    @Test
    void aSentenceOfAnOlderBuildKeepsCounting() throws IOException {
        String sentence = "an operator works on this director since 2026-11-21T12:00:00Z: new disk";
        Files.writeString(folder.resolve("maintenance"), sentence + "\n");
        assertThat(reason(folder)).isEqualTo(sentence);
    }

    @Test
    void whatCannotBeRememberedDoesNotBegin() throws IOException {
        Maintenance maintenance = Maintenance.resume(folder, inputs::add);
        var _ = Files.createDirectory(folder.resolve("maintenance.new"));
        assertThatThrownBy(() -> maintenance.begin("", "anna", NOON)).isInstanceOf(IOException.class);
        assertThat(inputs).isEmpty();
        assertThat(maintenance.order()).isEmpty();
    }

    @Test
    void whateverLiesThereKeepsNobodyFromStarting() throws IOException {
        Path file = folder.resolve("maintenance");
        Files.write(file, new byte[]{'d', 'i', 's', 'k', (byte) 0xff, 0, '\n', 'x'});
        assertThat(reason(folder)).isEqualTo("disk\ufffd x");
        var _ = Files.write(file, new byte[0]);
        assertThat(reason(folder)).isEqualTo(file + " does not say why");
        Files.writeString(file, "{\"kind\":\"moon\"}\n");
        assertThat(reason(folder)).isEqualTo("{\"kind\":\"moon\"}");
        Files.delete(file);
        Files.createDirectories(file.resolve("full"));
        Maintenance maintenance = Maintenance.resume(folder, inputs::add);
        assertThat(maintenance.order()).as("a folder says nothing").isEmpty();
        maintenance.begin("now", "anna", NOON);
        assertThat(Maintenance.resume(folder, inputs::add).order()).isPresent();
    }
}
