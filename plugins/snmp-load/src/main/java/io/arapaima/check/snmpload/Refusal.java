package io.arapaima.check.snmpload;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;

/** The agent answered, but not with a load. */
final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    Refusal(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    CheckResult result() {
        return new Failed(Reason.CONTENT, sentence);
    }
}
