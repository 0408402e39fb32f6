package io.arapaima.check.udp;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import java.util.Map;

class UdpContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.udp(new UdpCheck(), request -> request)
                .options(Map.of("payload", "0102ff", "reply", "01XXFF", "max-length", "3"));
    }
}
