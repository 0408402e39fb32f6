package io.arapaima.check.amqp;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import io.arapaima.check.UndecidedException;
import java.util.Map;

class AmqpContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        try {
            return Terms.tcp(new AmqpCheck(), ScriptedBroker.answering(AmqpCheckTest.broker(1, 1)))
                    .options(Map.of("user", "hans", "queue", "jobs"));
        } catch (UndecidedException e) {
            throw new AssertionError(e);
        }
    }
}
