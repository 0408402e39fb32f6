package io.arapaima.manager.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherManagersTest {
    @TempDir
    Path proc = Path.of("");

    @Test
    void onlyProgramsThatChangeTablesAreSuspected() throws Exception {
        for (var process : Map.of("12", "keepalived", "13", "java", "self", "keepalived").entrySet()) {
            Path folder = Files.createDirectory(proc.resolve(process.getKey()));
            Files.writeString(folder.resolve("comm"), process.getValue() + "\n");
        }
        Files.createDirectory(proc.resolve("14"));
        assertThat(OtherManagers.running(proc)).containsExactly("keepalived (pid 12) runs here");
    }

    @Test
    void aMachineWithoutProcHasNoSuspects() {
        assertThat(OtherManagers.running(proc.resolve("none"))).isEmpty();
    }
}
