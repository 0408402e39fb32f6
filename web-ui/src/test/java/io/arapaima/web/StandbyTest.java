package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.testkit.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over a hub that is standby. */
class StandbyTest {
    @Test
    void aStandbyTakesNoWrites(@TempDir Path folder) throws Exception {
        try (var hub = new RealHub(folder, "standby"); var console = new Console(hub.run(), folder)) {
            Await.until("the state is there", () -> console.get("/api/v1/state").statusCode() == 200);
            for (String[] write : new String[][]{
                    {"/api/v1/overrides", "{\"servers\":[\"web:s1\"],\"action\":\"quiesce\"}"},
                    {"/api/v1/revisions", "{\"text\":\"primary = 127.0.0.1\"}"}, {"/api/v1/revisions/1/rollback", "{}"},
                    {"/api/v1/reload", ""}, {"/api/v1/confirmation", ""}, {"/api/v1/push", "{}"}}) {
                var response = console.as(PeerRole.ADMINISTRATOR, "POST", write[0], write[1], "If-Match", "*");
                assertThat(response.statusCode()).as(write[0] + response.body()).isEqualTo(409);
                assertThat(response.body()).contains("\"code\":\"not-active\"", "this director is standby");
            }
            assertThat(hub.file()).content().isEqualTo(RealHub.FILE);
        }
    }
}
