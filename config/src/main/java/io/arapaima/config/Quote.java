package io.arapaima.config;

/** Foreign text in a message: in quotes, on one line, not too long. */
final class Quote {
    /** Enough to recognise a value; a line of a message stays readable. */
    private static final int MAX_SHOWN = 60;

    private Quote() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.chars().limit(MAX_SHOWN).forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\x%02x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.append(text.length() > MAX_SHOWN ? "...\"" : "\"").toString();
    }
}
