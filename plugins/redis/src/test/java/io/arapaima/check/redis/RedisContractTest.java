package io.arapaima.check.redis;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class RedisContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new RedisCheck(),
                Dialogue.lines(">*1", ">$4", ">PING", "+PONG", ">*1", ">$4", ">ROLE", "*3", "$6", "master", ":0", "*0"))
                .options(Map.of("role", "master"));
    }
}
