package io.arapaima.check.exec;

import static io.arapaima.check.CheckResult.Reason.TIMEOUT;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.Expectation;
import io.arapaima.check.Terms;

class NagiosContractTest extends CheckContract {
    /** The exit code alone judges: what a plugin says is for people, and one that a signal ended was not well itself. */
    @Override
    protected Terms terms() {
        return HostilePrograms.against(Terms.of(new NagiosCheck()))
                .expecting(Behaviour.TALKS_GARBAGE, Expectation.passed())
                .expecting(Behaviour.FLOODS, Expectation.failed(TIMEOUT))
                .expecting(Behaviour.RESETS, Expectation.inconclusive());
    }
}
