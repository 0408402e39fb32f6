package io.arapaima.check.mailbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Expectation;
import io.arapaima.check.Terms;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class PopsContractTest extends CheckContract {
    private DovecotServer dovecot;

    @BeforeAll
    void startDovecot(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may give the mailbox to another user");
        dovecot = new DovecotServer(folder);
    }

    @AfterAll
    void stopDovecot() {
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @Override
    protected Terms terms() {
        return Terms.tcp(new PopsCheck(), Dialogue.tunnel(dovecot.pops)).limit(Duration.ofSeconds(2))
                .expecting(Behaviour.TALKS_GARBAGE, Expectation.failed(Reason.TLS))
                .expecting(Behaviour.FLOODS, Expectation.failed(Reason.TLS));
    }
}
