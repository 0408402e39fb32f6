package io.arapaima.check.http;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import java.io.IOException;
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
record Expectation(StatusSet status, Optional<AnswerPattern> body, Optional<AnswerPattern> bodyNot, int maxBody) {
    static Expectation of(Options options) {
        return new Expectation(StatusSet.of(options.text("expect-status")), pattern(options, "body"),
                pattern(options, "body-not"), options.integer("max-body"));
    }

    private static Optional<AnswerPattern> pattern(Options options, String name) {
        return options.find(name).map(Pattern::compile).map(AnswerPattern::of);
    }

    /** What is wrong with the answer; empty when nothing is. */
    Optional<Failed> complaint(Answer answer, Deadline deadline) throws IOException, InterruptedException {
        if (!status.contains(answer.status())) {
            return failed("expected status " + status.text() + ", got " + answer.statusLine());
        }
        String seen = " in the " + answer.bytes() + " bytes of the body (" + answer.statusLine() + ")";
        if (body.isPresent() && !body.get().foundIn(answer.body(), deadline)) {
            return failed("body \"" + body.get() + "\" was not found" + seen);
        }
        if (bodyNot.isPresent() && bodyNot.get().foundIn(answer.body(), deadline)) {
            return failed("body-not \"" + bodyNot.get() + "\" was found" + seen);
        }
        return Optional.empty();
    }

    private static Optional<Failed> failed(String text) {
        return Optional.of(new Failed(Reason.CONTENT, text));
    }
}
