package io.arapaima.check.example;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;

class RedisContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new RedisCheck(), Dialogue.answering("PING\r\n", "+PONG\r\n"));
    }
}
