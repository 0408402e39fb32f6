package io.arapaima.check.tls;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Expectation;
import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import io.arapaima.check.Terms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hostile server is a tunnel to a real one, so that it is TLS itself which drips and breaks off. OpenSSL's server
 * takes one connection after the other, so it is nginx here.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TlsContractTest extends CheckContract {
    private RealServer nginx;
    private int port;

    @BeforeAll
    void startNginx(@TempDir Path folder) throws Exception {
        String program = RealServer.program("/usr/sbin/nginx", "nginx-light").toString();
        SelfSigned certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        port = RealServer.freePort();
        Path conf = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/pid; error_log stderr;
                events {}
                http { access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
                  server { listen 127.0.0.1:%2$d ssl; ssl_certificate %3$s; ssl_certificate_key %4$s; return 200; } }
                """.formatted(folder, port, certificate.certificate(), certificate.key()));
        nginx = RealServer.start(folder, program, "-p", folder.toString(), "-c", conf.toString());
        nginx.awaitPort(port);
    }

    @AfterAll
    void stopNginx() {
        nginx.close();
    }

    @Override
    protected Terms terms() {
        return Terms.tcp(new TlsCheck(), Dialogue.tunnel(port)).limit(Duration.ofSeconds(2))
                .expecting(Behaviour.TALKS_GARBAGE, Expectation.failed(Reason.TLS))
                .expecting(Behaviour.FLOODS, Expectation.failed(Reason.TLS));
    }
}
