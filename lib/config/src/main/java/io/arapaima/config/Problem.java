package io.arapaima.config;

import io.arapaima.checkspec.PrintableText;

/**
 * One thing that is wrong with a file, or odd about it.
 *
 * @param line line number from 1; 0 for an empty file
 * @param severity whether the file can still be used
 * @param message one sentence: Piranha's message text where it has one, the actual value, and the cure
 * @param japanese the same in Japanese, its detail perhaps in English; empty = nobody has written it
 */
public record Problem(int line, Severity severity, String message, String japanese) {
    /** Quotes of the file's own words become printable. */
    public Problem {
        message = PrintableText.line(message);
        japanese = PrintableText.line(japanese);
    }

    /**
     * In English alone.
     *
     * @param line line number from 1; 0 for an empty file
     * @param severity whether the file can still be used
     * @param message one sentence
     */
    public Problem(int line, Severity severity, String message) {
        this(line, severity, message, "");
    }

    @Override
    public String toString() {
        return "line " + line + ": " + (severity == Severity.ERROR ? "error: " : "warning: ") + message;
    }
}
