package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The metrics of a real hub, judged by Prometheus' own program. */
class MetricsTest extends ActiveDirector {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private static void judged(String page) throws Exception {
        Process judge = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics").redirectErrorStream(true).start();
        judge.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
        judge.getOutputStream().close();
        String said = new String(judge.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(judge.waitFor()).as(said + page).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void prometheusTakesBothPages() throws Exception {
        assumeTrue(Files.exists(PROMTOOL), "promtool of Debian's package prometheus");
        try (var engine = new FlippingEngine(hub.run().resolve("lvs-manager.sock"))) {
            engine.flip(1);
            Await.until("s1 is down", () -> console.get("/metrics").body()
                    .contains("lvs_service_servers{local_address=\"127.0.0.9\",local_mark=\"\",local_port=\"18766\","
                            + "proto=\"TCP\",service=\"web\",state=\"down\"} 1.0"));
        }
        String page = console.get("/metrics").body();
        judged(page);
        assertThat(page).contains("lvs_director_role{role=\"active\"} 1.0", "lvs_hub_up 1.0",
                "lvs_web_requests_total{code=\"200\",method=\"GET\",route=\"/metrics\"}",
                "service=\"<b>mail</b>\"", "process_resident_memory_bytes");
        String servers = console.get("/metrics/servers").body();
        judged(servers);
        assertThat(servers).contains("lvs_server_weight{kind=\"configured\",remote_address=\"127.0.0.1\","
                + "remote_port=\"18766\",server=\"web/s1\"} 7.0");
    }

    @Test
    void whoeverReadsOpenMetricsGetsIt() throws Exception {
        var response = console.as(PeerRole.VIEWER, "GET", "/metrics", "", "Accept", "application/openmetrics-text");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(response.body()).endsWith("# EOF\n");
    }

    @Test
    void aHubThatIsGoneIsSaid() throws Exception {
        hub.kill();
        Await.until("it is said", () -> console.get("/metrics").body().contains("lvs_hub_up 0.0"));
    }
}
