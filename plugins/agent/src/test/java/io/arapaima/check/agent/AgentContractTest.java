package io.arapaima.check.agent;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class AgentContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new AgentCheck(), Dialogue.answering("web/s1\n", "up ready 75%\n"))
                .options(Map.of("send", "web/s1\\n"));
    }
}
