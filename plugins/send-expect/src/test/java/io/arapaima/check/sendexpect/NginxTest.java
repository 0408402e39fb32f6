package io.arapaima.check.sendexpect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nanny's probes against a real web server. */
class NginxTest {
    @TempDir
    private Path directory;

    @Test
    void nannysDefaultHttpProbePassesUntilTheServerIsKilled() throws Exception {
        int port = RealServer.freePort();
        Map<String, String> options = Map.of("send", "GET / HTTP/1.0\\r\\n\\r\\n", "expect", "HTTP");
        try (var nginx = start(port)) {
            nginx.await(() -> probe(port, options) instanceof Passed);
            assertThat(probe(port, Map.of("send", "GET / HTTP/1.0\\r\\n\\r\\n", "regex", "1", "expect",
                    "^HTTP/1\\.[01] 200 .*Server: nginx.*\\r\\n\\r\\nall is (well|fine)\\n$")))
                    .isInstanceOf(Passed.class);
            assertThat(probe(port, Map.of("send", "nonsense\\r\\n\\r\\n", "expect", "HTTP/1.1 200")))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.text()).contains("HTTP/1.1 400"));
        }
        assertThat(probe(port, options)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
    }

    private RealServer start(int port) throws IOException {
        Files.writeString(directory.resolve("index.html"), "all is well\n");
        Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/pid; error_log stderr;
                events {}
                http { access_log off; client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                    uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                    server { listen 127.0.0.1:%2$d; root %1$s; } }
                """.formatted(directory, port));
        return RealServer.start(directory, RealServer.program("/usr/sbin/nginx", "nginx-light").toString(), "-p",
                directory.toString(), "-c", configuration.toString());
    }

    private static CheckResult probe(int port, Map<String, String> set) throws InterruptedException {
        String[] options = set.entrySet().stream().flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new);
        return new Asking(new SendExpectCheck(), port).with(options);
    }
}
