package io.arapaima.check.ntp;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Expectation;
import io.arapaima.check.Terms;
import java.time.Duration;

class NtpContractTest extends CheckContract {
    /** Garbage is passed over: a forged datagram must not fail a server. */
    @Override
    protected Terms terms() {
        Expectation timeout = Expectation.failed(Reason.TIMEOUT);
        return Terms.udp(new NtpCheck(), Packets.server(0, 2, "GPS\0", Duration.ZERO))
                .expecting(Behaviour.TALKS_GARBAGE, timeout).expecting(Behaviour.FLOODS, timeout);
    }
}
