package io.arapaima.check.dns;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Expectation;
import io.arapaima.check.Terms;
import java.util.Map;

class DnsUdpContractTest extends CheckContract {
    /** Garbage is passed over: a forged datagram must not fail a server. */
    @Override
    protected Terms terms() {
        Expectation timeout = Expectation.failed(Reason.TIMEOUT);
        return Terms.udp(new DnsCheck(),
                request -> Replies.to(request, Replies.AUTHORITATIVE, Replies.entry(RecordType.A, "c0000201")))
                .options(Map.of("name", "www.example.org", "type", "A", "answer", "^192\\.0\\.2\\.1$"))
                .expecting(Behaviour.TALKS_GARBAGE, timeout).expecting(Behaviour.FLOODS, timeout);
    }
}
