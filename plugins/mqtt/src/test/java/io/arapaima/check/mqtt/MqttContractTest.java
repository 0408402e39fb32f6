package io.arapaima.check.mqtt;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;

class MqttContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new MqttCheck(), MqttCheckTest.broker(0));
    }
}
