package io.arapaima.check.sendexpect;

import static io.arapaima.check.CheckResult.Reason.CONTENT;
import static io.arapaima.check.CheckResult.Reason.RESET;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Expectation;
import io.arapaima.check.Terms;
import java.util.Map;

class SendRegexContractTest extends CheckContract {
    /** A page that came in part, but without the word, is a wrong page. */
    @Override
    protected Terms terms() {
        return Terms.tcp(new SendExpectCheck(), Dialogue.answering("\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nall is well"))
                .options(Map.of("send", "GET / HTTP/1.0\\r\\n\\r\\n", "expect", "200.*well$", "regex", "1"))
                .expecting(Behaviour.DRIPS, Expectation.failed(CONTENT))
                .expecting(Behaviour.CLOSES_EARLY, Expectation.failed(CONTENT, RESET));
    }
}
