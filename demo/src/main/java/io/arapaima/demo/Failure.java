package io.arapaima.demo;

/** An expectation of the demo does not hold. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    static void unless(boolean held, String expectation) {
        if (!held) {
            throw new Failure("expected: " + expectation);
        }
    }
}
