package io.arapaima.check.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectAgainstNginxTest {
    @Test
    void passesUntilNobodyListens(@TempDir Path folder) throws Exception {
        int port = RealServer.freePort();
        Path conf = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/pid; error_log stderr;
                events {}
                http { access_log off; client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                    uwsgi_temp_path %1$s; scgi_temp_path %1$s; server { listen 127.0.0.1:%2$d; } }
                """.formatted(folder, port));
        var connect = new Asking(new ConnectCheck(), port);
        try (var nginx = RealServer.start(folder, RealServer.program("/usr/sbin/nginx", "nginx-light").toString(), "-p",
                folder.toString(), "-c", conf.toString())) {
            nginx.awaitPort(port);
            assertThat(connect.with()).isInstanceOf(Passed.class);
        }
        assertThat(connect.with()).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
    }
}
