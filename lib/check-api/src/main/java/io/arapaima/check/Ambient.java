package io.arapaima.check;

import java.io.IOException;

/** What surrounds a probe without being handed to it. */
final class Ambient {
    private Ambient() {}

    /** Runs a probe on this thread, surrounded by values. */
    static CheckResult probe(ScopedValue.Carrier around, Check check, Target target, Deadline deadline)
            throws IOException, InterruptedException {
        try {
            return around.<CheckResult, Exception>call(() -> check.probe(target, deadline));
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no probe can throw this", e);
        }
    }
}
