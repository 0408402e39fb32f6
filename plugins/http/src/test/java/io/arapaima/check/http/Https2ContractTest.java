package io.arapaima.check.http;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Expectation;
import io.arapaima.check.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The hostile server is a tunnel to a real one, as in {@link HttpsContractTest}, but in HTTP/2. */
@TestInstance(Lifecycle.PER_CLASS)
class Https2ContractTest extends CheckContract {
    private Nginx nginx;

    @BeforeAll
    void startNginx(@TempDir Path directory) throws Exception {
        nginx = new Nginx(directory);
    }

    @AfterAll
    void stopNginx() throws IOException {
        nginx.close();
    }

    @Override
    protected Terms terms() {
        return Terms.tcp(new HttpsCheck(), Dialogue.tunnel(nginx.tls2))
                .options(Map.of("version", "2", "body", "works")).limit(Duration.ofSeconds(2))
                .expecting(Behaviour.TALKS_GARBAGE, Expectation.failed(Reason.TLS))
                .expecting(Behaviour.FLOODS, Expectation.failed(Reason.TLS));
    }
}
