package io.arapaima.check.exec;

import static io.arapaima.check.CheckResult.Reason.CONTENT;
import static io.arapaima.check.CheckResult.Reason.PROGRAM;
import static io.arapaima.check.CheckResult.Reason.TIMEOUT;

import io.arapaima.check.Behaviour;
import io.arapaima.check.Expectation;
import io.arapaima.check.Peer;
import io.arapaima.check.Terms;
import java.util.Map;

/** The behaviours of the contract suite, played by programs instead of servers. */
final class HostilePrograms {
    private HostilePrograms() {}

    static Terms against(Terms terms) {
        for (Behaviour each : Behaviour.values()) {
            switch (each) {
                case ANSWERS -> add(terms, each, "/bin/echo OK", Expectation.passed());
                case REFUSES -> add(terms, each, "/no/such/program", Expectation.inconclusive());
                case HANGS -> add(terms, each, "/bin/sh -c 'sleep 60; echo OK'", Expectation.failed(TIMEOUT));
                case DRIPS -> add(terms, each, "/bin/sh -c 'while :; do printf O; sleep 1; done'",
                        Expectation.failed(TIMEOUT));
                case TALKS_GARBAGE -> add(terms, each, "/bin/sh -c 'head -c 5000 /dev/urandom'",
                        Expectation.failed(CONTENT));
                case FLOODS -> add(terms, each, "/bin/cat /dev/zero", Expectation.failed(TIMEOUT));
                case CLOSES_EARLY -> add(terms, each, "/bin/sh -c 'printf O; exec >&-; sleep 60'",
                        Expectation.failed(TIMEOUT));
                case RESETS -> add(terms, each, "/bin/sh -c 'kill -KILL $$'", Expectation.failed(PROGRAM));
                case BLACK_HOLE -> terms.without(each, "a program starts or does not; there is no connect to time out");
            }
        }
        return terms;
    }

    private static void add(Terms terms, Behaviour behaviour, String program, Expectation expectation) {
        terms.against(behaviour, () -> Peer.of(Map.of("program", program)), expectation);
    }
}
