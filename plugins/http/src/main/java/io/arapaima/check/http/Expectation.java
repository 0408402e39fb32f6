package io.arapaima.check.http;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import io.arapaima.check.Quoted;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the answer must look like.
 *
 * @param status the codes that pass
 * @param body must be found, if given
 * @param bodyNot must not be found, if given
 * @param digest that the whole body must have, if given
 * @param json what must stand in the body, if given
 * @param maxBody how many bytes of the body are looked at
 * @param reads whether the body is to be read to its end or that limit; else only one that says how long it is
 */
record Expectation(StatusSet status, Optional<AnswerPattern> body, Optional<AnswerPattern> bodyNot,
        Optional<BodyDigest> digest, Optional<JsonValue> json, int maxBody, boolean reads) {
    /** What is read of a body that nobody looks into: enough to see that it comes. */
    private static final int READ = 16 * 1024;
    /** What is read of one that is searched, unless the file says otherwise. */
    private static final int SEARCHED = 256 * 1024;

    /**
     * A value in a JSON body.
     *
     * @param place where it stands
     * @param value must be found in it, if given
     */
    record JsonValue(JsonPlace place, Optional<AnswerPattern> value) {}

    static Expectation of(Options options, Optional<BodyDigest> digest) {
        Optional<AnswerPattern> value = AnswerPattern.of(options, "json-value");
        return new Expectation(StatusSet.of(options.text("expect-status")), AnswerPattern.of(options, "body"),
                AnswerPattern.of(options, "body-not"), digest,
                options.find("json").map(pointer -> new JsonValue(JsonPlace.of(pointer), value)),
                options.find("max-body").map(Integer::valueOf).orElse(looksInside(options) ? SEARCHED : READ),
                looksInside(options) || options.find("max-body").isPresent());
    }

    private static boolean looksInside(Options options) {
        return Stream.of("body", "body-not", "digest", "json").anyMatch(name -> options.find(name).isPresent());
    }

    /** How much to read: with a digest one byte more, to see that the body is longer. */
    int limit() {
        return digest.isPresent() ? maxBody + 1 : maxBody;
    }

    /** What is wrong with the answer; empty when nothing is. */
    Optional<Failed> complaint(Answer answer, Deadline deadline) throws IOException, InterruptedException {
        if (!status.contains(answer.status())) {
            return failed("expected status " + status.text() + ", got " + answer.statusLine());
        }
        Optional<Failed> wrong = wrongDigest(answer);
        if (wrong.isPresent()) {
            return wrong;
        }
        String seen = " in the " + answer.bytes() + " bytes of the body (" + answer.statusLine() + ")" + packed(answer);
        if (body.isPresent() && !answer.has(body.get(), deadline)) {
            return failed("body \"" + body.get() + "\" was not found" + seen);
        }
        if (bodyNot.isPresent() && answer.has(bodyNot.get(), deadline)) {
            return failed("body-not \"" + bodyNot.get() + "\" was found" + seen);
        }
        return json.isPresent() ? wrongValue(json.get(), answer.body(), answer, deadline) : Optional.empty();
    }

    /** Whoever compresses unasked is not looked into; that is then why nothing is found. */
    private static String packed(Answer answer) {
        return answer.packed().isEmpty() ? "" : ", which the server sent as " + answer.packed() + " although unasked";
    }

    private Optional<Failed> wrongDigest(Answer answer) {
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        if (answer.bytes() > maxBody) {
            return failed("the body is longer than the " + maxBody + " bytes of max-body, so it has no digest");
        }
        String actual = digest.get().of(answer);
        return actual.equals(digest.get().hex())
                ? Optional.empty()
                : failed("expected the " + digest.get().algorithm() + " " + digest.get().hex() + ", got " + actual
                        + " of " + answer.bytes() + " bytes" + packed(answer));
    }

    private static Optional<Failed> wrongValue(JsonValue wanted, String text, Answer answer,
            Deadline deadline)
            throws IOException, InterruptedException {
        String place = wanted.place().pointer();
        Optional<String> value = wanted.place().in(text);
        if (value.isEmpty()) {
            return failed("the JSON of the body has no " + place + packed(answer));
        }
        return wanted.value().isEmpty() || wanted.value().get().foundIn(value.get(), deadline)
                ? Optional.empty()
                : failed("expected " + wanted.value().get() + " at " + place + ", got " + Quoted.of(value.get()));
    }

    private static Optional<Failed> failed(String text) {
        return Optional.of(new Failed(Reason.CONTENT, text));
    }
}
