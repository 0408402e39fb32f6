package io.arapaima.config;

import java.util.List;
import java.util.function.Consumer;

/**
 * The right side of one line, with all that is needed to judge it.
 *
 * @param keyword the keyword on the left side
 * @param kind what values of the keyword look like, for messages
 * @param example a good value, for messages
 * @param tokens the values
 * @param names where host names are found
 * @param warnings takes what is odd but legal
 */
record Argument(String keyword, String kind, String example, List<Token> tokens, Names names,
        Consumer<String> warnings) {
    String first() {
        return tokens.getFirst().text();
    }

    /** The complaint, the actual value and the cure; never for secrets. */
    BadValue bad(Complaint complaint) {
        return bad(complaint, "write " + kind,
                Japanese.value(kind, "").map(words -> words + "を指定してください").orElse("write " + kind));
    }

    BadValue bad(Complaint complaint, String cure) {
        return bad(complaint, cure, cure);
    }

    /** With a cure in Japanese too. */
    BadValue bad(Complaint complaint, String cure, String japanese) {
        String actual = Secret.isKeyword(keyword) ? Secret.MASK : Quote.of(first());
        return new BadValue(complaint,
                keyword + " is " + actual + "; " + cure + ", e.g. " + keyword + " = " + example,
                keyword + " = " + actual + "。" + japanese + " (例: " + keyword + " = " + example + ")");
    }

    /** The complaint and the actual value, with a cure that has its own example. */
    BadValue badAs(Complaint complaint, String cure) {
        return new BadValue(complaint, keyword + " is " + Quote.of(first()) + "; " + cure);
    }

    void warn(String message) {
        warnings.accept(message);
    }
}
