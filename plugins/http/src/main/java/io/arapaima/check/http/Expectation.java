package io.arapaima.check.http;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the answer must look like.
 *
 * @param status the codes that pass
 * @param body must be found, if given
 * @param bodyNot must not be found, if given
 * @param maxBody how many bytes of the body are looked at
 */
record Expectation(StatusSet status, Optional<Pattern> body, Optional<Pattern> bodyNot, int maxBody) {
    /** A search that took this long was slow by itself; a shorter one only came too late, which the server explains. */
    private static final Duration SLOW_SEARCH = Duration.ofMillis(250);

    static Expectation of(Options options) {
        return new Expectation(StatusSet.of(options.text("expect-status")), options.find("body").map(Pattern::compile),
                options.find("body-not").map(Pattern::compile), options.integer("max-body"));
    }

    /** What is wrong with the answer; empty when nothing is. */
    Optional<CheckResult> complaint(Answer answer, Deadline deadline) {
        if (!status.contains(answer.status())) {
            return failed("expected status " + status.text() + ", got " + answer.statusLine());
        }
        if (body.isEmpty() && bodyNot.isEmpty()) {
            return Optional.empty();
        }
        String text = answer.body();
        String seen = " in the " + answer.bytes() + " bytes of the body (" + answer.statusLine() + ")";
        Deadline slow = Deadline.in(SLOW_SEARCH);
        try {
            if (body.isPresent() && !body.get().matcher(new BoundedText(text, deadline)).find()) {
                return failed("body \"" + body.get() + "\" was not found" + seen);
            }
            if (bodyNot.isPresent() && bodyNot.get().matcher(new BoundedText(text, deadline)).find()) {
                return failed("body-not \"" + bodyNot.get() + "\" was found" + seen);
            }
            return Optional.empty();
        } catch (BoundedText.Stopped _) {
            return Optional.of(slow.passed()
                    ? new Inconclusive("the regular expression of body or body-not needs more than the time limit on "
                            + text.length() + " characters; avoid nested repetitions such as (a+)+")
                    : new Failed(Reason.TIMEOUT, "the answer came too late to be searched within the time limit"));
        } catch (StackOverflowError _) {
            return Optional.of(new Inconclusive("the regular expression of body or body-not recurses too deeply on "
                    + text.length() + " characters; write [^x]* or (?s).* instead of a repeated group"));
        }
    }

    private static Optional<CheckResult> failed(String text) {
        return Optional.of(new Failed(Reason.CONTENT, text));
    }
}
