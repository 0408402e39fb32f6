package io.arapaima.check.radius;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Expectation;
import io.arapaima.check.Terms;
import java.util.Map;

class RadiusContractTest extends CheckContract {
    /** Garbage is passed over: a forged datagram must not fail a server. */
    @Override
    protected Terms terms() {
        Expectation timeout = Expectation.failed(Reason.TIMEOUT);
        return Terms.udp(new RadiusCheck(), Answers.with(RadiusPacket.ACCEPT, "", "shared"))
                .options(Map.of("secret", "shared", "user", "hans", "password", "gretel"))
                .expecting(Behaviour.TALKS_GARBAGE, timeout).expecting(Behaviour.FLOODS, timeout);
    }
}
