package com.example.check.myredis;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;

class MyRedisCheckContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new MyRedisCheck(), Dialogue.answering("PING\r\n", "+PONG\r\n"));
    }
}
