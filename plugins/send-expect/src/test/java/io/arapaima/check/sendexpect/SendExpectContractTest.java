package io.arapaima.check.sendexpect;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class SendExpectContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new SendExpectCheck(), Dialogue.answering("\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"))
                .options(Map.of("send", "GET / HTTP/1.0\\r\\n\\r\\n", "expect", "HTTP/1."));
    }
}
