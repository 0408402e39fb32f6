package io.arapaima.nanny;

import io.arapaima.check.CheckResult;

/**
 * What became of one start of a probe.
 *
 * @param result what was learnt
 * @param trouble what is wrong with the check itself, one sentence; empty = nothing
 * @param byAnswer whether the server's own bytes kept it from being judged
 */
public record Outcome(CheckResult result, String trouble, boolean byAnswer) {
    Outcome(CheckResult result, String trouble) {
        this(result, trouble, /* byAnswer= */ false);
    }

    static Outcome of(CheckResult result) {
        return new Outcome(result, result instanceof CheckResult.Inconclusive(var cause) ? cause : "");
    }

    /** {@return whether it is a pass and nothing more: no number, no notice, no trouble} */
    boolean plainPass() {
        return trouble.isEmpty() && result instanceof CheckResult.Passed passed && passed.metrics().isEmpty()
                && passed.notice().isEmpty();
    }

    /** The same, but by what the server sent. */
    Outcome dueToAnswer() {
        return new Outcome(result, trouble, /* byAnswer= */ true);
    }

    /** Nothing was learnt. */
    static Outcome inconclusive(String cause) {
        return of(new CheckResult.Inconclusive(cause));
    }
}
