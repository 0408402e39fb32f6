package io.arapaima.check.ssh;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class SshContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new SshCheck(), Dialogue.greeting("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"))
                .options(Map.of("banner", "OpenSSH_[0-9]"));
    }
}
