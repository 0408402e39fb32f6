package io.arapaima.check;

import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import java.util.List;
import java.util.function.Predicate;

/**
 * The result that a check must give.
 *
 * @param words the result in words, for messages
 * @param holds true for a right result
 */
public record Expectation(String words, Predicate<CheckResult> holds) {
    /** {@return that the probe passes} */
    public static Expectation passed() {
        return new Expectation("passed", Passed.class::isInstance);
    }

    /**
     * That the probe fails.
     *
     * @param reasons any of these will do
     * @return the expectation
     */
    public static Expectation failed(Reason... reasons) {
        return new Expectation("failed with " + List.of(reasons),
                result -> result instanceof Failed failed && List.of(reasons).contains(failed.reason()));
    }

    /** {@return that the probe says nothing about the server} */
    public static Expectation inconclusive() {
        return new Expectation("inconclusive", Inconclusive.class::isInstance);
    }

    /**
     * That this or another result comes. Use it sparingly, and say why: a network may decide in two ways, a check not.
     *
     * @param other the other result
     * @return the expectation
     */
    public Expectation or(Expectation other) {
        return new Expectation(words + " or " + other.words, holds.or(other.holds));
    }
}
