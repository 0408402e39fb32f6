package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.Subject;
import io.arapaima.alerts.MailSpool;
import io.arapaima.ipc.AuditEntry;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.manager.failover.CommandRunner;
import io.arapaima.manager.failover.FailoverCommand;
import io.arapaima.manager.memory.AuditLog;
import io.arapaima.manager.memory.HubState;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.manager.memory.StateWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No other user reads servers, events and mails; and no command's arguments get there. */
class StateRightsTest {
    @TempDir
    private Path folder;

    @Test
    void nothingThatTheHubKeepsIsForOthers() throws Exception {
        var journal = new Journal(folder);
        journal.append(
                new Event(1, Instant.EPOCH, Event.Kind.LIFE, new Subject.Component("director"), "", "started", "", ""));
        new AuditLog(folder, StateWriter.here(folder, InstantSource.system()))
                .record(new AuditEntry(1, 0, Instant.EPOCH, "",
                        "", PeerRole.VIEWER, "", "", "", "", "", "", "", AuditEntry.Result.DONE, List.of()));
        assertThat(folder.resolve("audit.jsonl")).exists();
        new StateFile(folder).save(HubState.EMPTY);
        var spool = new MailSpool(folder.resolve("mail"), MailSpool.Limits.DEFAULT);
        assertThat(spool.failed()).exists();
        List<String> open = new ArrayList<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(f -> !f.equals(folder)).toList()) {
                var rights = Files.getPosixFilePermissions(file);
                if (rights.contains(PosixFilePermission.OTHERS_READ)
                        || rights.contains(PosixFilePermission.OTHERS_EXECUTE)
                        || rights.contains(PosixFilePermission.GROUP_WRITE)) {
                    open.add(file + " " + rights);
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(Files.getPosixFilePermissions(folder.resolve("mail"))).doesNotContain(
                PosixFilePermission.GROUP_READ);
    }

    @Test
    void whatIsWrongWithACommandNamesTheProgramOnly() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        CommandRunner.ofServices("test").run("start_cmd",
                new FailoverCommand(Optional.of("/bin/false -p s3cret"), Duration.ofSeconds(60)), told::add);
        assertThat(told.take()).startsWith("start_cmd /bin/false *** ended with exit code 1").doesNotContain("s3cret");
    }
}
