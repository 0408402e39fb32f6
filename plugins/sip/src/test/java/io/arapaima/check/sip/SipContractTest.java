package io.arapaima.check.sip;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import java.util.Map;

class SipContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.udp(new SipCheck(), request -> SipCheckTest.answer(request, "404 Not here"))
                .options(Map.of("user", "hans", "status", "2xx,404"));
    }
}
