package io.arapaima.check.sendexpect;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class SendExpectUdpContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.udp(new SendExpectCheck(), _ -> "pong".getBytes(StandardCharsets.US_ASCII))
                .options(Map.of("send", "ping", "expect", "pong"));
    }
}
