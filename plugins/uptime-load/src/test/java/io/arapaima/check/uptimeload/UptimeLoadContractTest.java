package io.arapaima.check.uptimeload;

import static io.arapaima.check.CheckResult.Reason.PROGRAM;
import static io.arapaima.check.CheckResult.Reason.PROTOCOL;
import static io.arapaima.check.CheckResult.Reason.TIMEOUT;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.Expectation;
import io.arapaima.check.Peer;
import io.arapaima.check.Terms;
import java.util.Map;

/** Programs play the servers. */
class UptimeLoadContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        Terms terms = Terms.of(new UptimeLoadCheck());
        for (Behaviour each : Behaviour.values()) {
            switch (each) {
                case ANSWERS -> add(terms, each, "/bin/echo load average: 0.10, 0.20, 0.30", Expectation.passed());
                case REFUSES -> add(terms, each, "/no/such/program", Expectation.inconclusive());
                case HANGS -> add(terms, each, "/bin/sh -c 'sleep 60; echo load: 1'", Expectation.failed(TIMEOUT));
                case DRIPS -> add(terms, each, "/bin/sh -c 'while :; do printf l; sleep 1; done'",
                        Expectation.failed(TIMEOUT));
                case TALKS_GARBAGE -> add(terms, each, "/bin/sh -c 'head -c 5000 /dev/urandom'",
                        Expectation.failed(PROTOCOL));
                case FLOODS -> add(terms, each, "/bin/sh -c 'cat /dev/zero'", Expectation.failed(PROTOCOL));
                case CLOSES_EARLY -> add(terms, each, "/bin/sh -c 'printf l; exec >&-; sleep 60'",
                        Expectation.failed(TIMEOUT));
                case RESETS -> add(terms, each, "/bin/sh -c 'kill -KILL $$'", Expectation.failed(PROGRAM));
                case BLACK_HOLE -> terms.without(each, "a program starts or does not; there is no connect to time out");
            }
        }
        return terms;
    }

    private static void add(Terms terms, Behaviour behaviour, String command, Expectation expectation) {
        terms.against(behaviour, () -> Peer.of(Map.of("command", command)), expectation);
    }
}
