package io.arapaima.check;

import java.io.IOException;

/** What surrounds a probe without being handed to it. */
final class Ambient {
    private Ambient() {}

    /** Runs a probe on this thread, surrounded by values. */
    static CheckResult probe(ScopedValue.Carrier around, Check check, Target target, Deadline deadline)
            throws IOException, InterruptedException {
        return ask(around, () -> check.probe(target, deadline));
    }

    /** The same for a probe that is ready. */
    static CheckResult ask(ScopedValue.Carrier around, OptionText.Probing probing)
            throws IOException, InterruptedException {
        try {
            return around.<CheckResult, Exception>call(probing::ask);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no probe can throw this", e);
        }
    }
}
