package io.arapaima.check.memcached;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class MemcachedContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new MemcachedCheck(), Dialogue.lines(">version", "VERSION 1.6.18", ">stats",
                "STAT pid 1", "STAT curr_connections 10", "END")).options(Map.of("max-connections", "100"));
    }
}
