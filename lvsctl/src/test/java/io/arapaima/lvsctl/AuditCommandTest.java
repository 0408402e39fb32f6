package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.AuditEntry;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.PeerRole;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who did what, against a hub that answers the same always. */
class AuditCommandTest {
    private static final AuditEntry ENTRY = new AuditEntry(1, 7, Instant.parse("2026-11-21T12:00:00Z"), "root", "root",
            PeerRole.ADMINISTRATOR, "lvsctl", "", "Operate", "web/s1", "follows its checks", "QUIESCE", "new disk",
            AuditEntry.Result.DONE, List.of("done"));

    @TempDir
    Path folder = Path.of("");
    private final StringWriter out = new StringWriter();

    private int lvsctl(String... words) throws Exception {
        try (var _ = IpcServer.listen(folder.resolve("lvs-manager.sock"), c -> {
            while (true) {
                if (c.receive() instanceof AuditEntry.AuditQuery(var last, var before)) {
                    c.send((last == 20 && before == 0) || (last == 5 && before == 8)
                            ? new AuditEntry.AuditTrail(List.of(ENTRY))
                            : new Message.Answer(false, List.of("not asked so")));
                }
            }
        })) {
            return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true))
                    .execute(words);
        }
    }

    @Test
    void anEntryIsALine() throws Exception {
        assertThat(lvsctl("audit", "--run-dir=" + folder)).isZero();
        assertThat(out.toString()).endsWith(" #7 DONE root (lvsctl, user root): Operate web/s1: follows its checks -> "
                + "QUIESCE, because: new disk\n");
    }

    @Test
    void asJsonItIsTheHubsOwn() throws Exception {
        assertThat(lvsctl("audit", "--json", "-n", "5", "--before", "8", "--run-dir=" + folder)).isZero();
        assertThat(Json.read(out.toString(), AuditEntry.class)).isEqualTo(ENTRY);
    }
}
