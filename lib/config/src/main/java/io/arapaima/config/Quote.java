package io.arapaima.config;

import io.arapaima.checkspec.PrintableText;

/** Foreign text in a message: in quotes, on one line, not too long. */
final class Quote {
    /** Enough to recognise a value; a line of a message stays readable. */
    private static final int MAX_SHOWN = 60;

    private Quote() {}

    static String of(String text) {
        boolean whole = text.length() <= MAX_SHOWN;
        return "\"" + PrintableText.line(whole ? text : text.substring(0, MAX_SHOWN)) + (whole ? "\"" : "...\"");
    }
}
