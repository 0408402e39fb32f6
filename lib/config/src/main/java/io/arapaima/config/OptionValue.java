package io.arapaima.config;

/**
 * The value of one check option.
 *
 * @param check the check it belongs to; empty where no catalogue was there to tell
 * @param option the option's name; empty where no catalogue was there to tell
 * @param type what it is; TEXT where no catalogue was there to tell
 * @param text the value, in the form that check-api reads
 */
record OptionValue(String check, String option, OptionType type, String text) {
    boolean resolved() {
        return !check.isEmpty();
    }

    /** For the JSON view: numbers as numbers. */
    Object json() {
        return switch (type) {
            case INTEGER, BOOLEAN -> Long.valueOf(text);
            case DURATION -> DurationType.read(text).map(DurationType::seconds).orElse(text);
            case TEXT, REGEX, CHOICE, PATH -> text;
        };
    }
}
