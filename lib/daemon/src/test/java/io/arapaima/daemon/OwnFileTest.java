package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other users of the machine see of what the daemons write: nothing. */
class OwnFileTest {
    @TempDir
    Path folder = Path.of("");

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aStateFileIsForItsOwnerAndTheGroup() throws IOException {
        Path state = folder.resolve("state.json");
        Files.writeString(state, "of an earlier version");
        WholeFile.write(state, "{}");
        assertThat(mode(state)).isEqualTo("rw-r-----");
        assertThat(state).hasContent("{}");
        assertThat(folder.resolve("state.json.new")).doesNotExist();
    }

    @Test
    void aLinkThatLiesWhereAStateFileIsMadeIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(folder.resolve("state.json.new"), victim);
        WholeFile.write(folder.resolve("state.json"), "{}");
        assertThat(victim).hasContent("precious");
        assertThat(folder.resolve("state.json")).hasContent("{}");
    }

    @Test
    void aPidFileFollowsNoLink() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path file = Files.createSymbolicLink(folder.resolve("lvs.pid"), victim);
        try (var pid = PidFile.write(file)) {
            assertThat(victim).hasContent("precious");
            assertThat(pid.file()).hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThat(Files.isSymbolicLink(file)).isFalse();
            assertThat(mode(file)).isEqualTo("rw-r-----");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void foldersThatAreMadeAreClosedToOthersAndThoseThatAreThereStay() throws IOException {
        Path own = folder.resolve("run/arapaima");
        OwnFile.folder(own);
        assertThat(mode(own)).isEqualTo("rwxr-x---");
        Path everybodys = Files.createDirectory(folder.resolve("tmp"));
        Files.setPosixFilePermissions(everybodys, PosixFilePermissions.fromString("rwxrwxrwx"));
        OwnFile.folder(everybodys);
        assertThat(mode(everybodys)).isEqualTo("rwxrwxrwx");
        OwnFile.privateFolder(everybodys);
        assertThat(mode(everybodys)).isEqualTo("rwx------");
    }

    @Test
    void rightsOfAnEarlierVersionAreTakenAwayAndNoneAdded() throws IOException {
        Path open = Files.writeString(folder.resolve("events.jsonl"), "");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        OwnFile.tighten(open, OwnFile.SHARED);
        assertThat(mode(open)).isEqualTo("rw-r-----");
        OwnFile.tighten(open, OwnFile.PRIVATE);
        OwnFile.tighten(open, OwnFile.SHARED);
        assertThat(mode(open)).isEqualTo("rw-------");
        OwnFile.tighten(folder.resolve("missing"), OwnFile.SHARED);
    }
}
