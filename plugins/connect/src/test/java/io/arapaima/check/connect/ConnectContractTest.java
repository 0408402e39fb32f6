package io.arapaima.check.connect;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Expectation;
import io.arapaima.check.Terms;

class ConnectContractTest extends CheckContract {
    /** Whatever a server does with a connection, it has accepted it: only a refusal and a black hole matter. */
    @Override
    protected Terms terms() {
        Terms terms = Terms.tcp(new ConnectCheck(), Dialogue.SILENT).interruptedIn(Behaviour.BLACK_HOLE);
        for (Behaviour each : Behaviour.values()) {
            switch (each) {
                case REFUSES, BLACK_HOLE -> {
                }
                case ANSWERS, HANGS, DRIPS, TALKS_GARBAGE, FLOODS, CLOSES_EARLY, RESETS ->
                    terms.expecting(each, Expectation.passed());
            }
        }
        return terms;
    }
}
