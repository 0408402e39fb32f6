package io.arapaima.alerts;

import io.arapaima.checkspec.PrintableText;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts of foreign origin made fit for a mail. What a real server or a plugin says may hold line ends (which could forge
 * lines of ours), control characters and marks that turn the direction of writing.
 */
final class MailText {
    /** Columns of a line: fits a terminal, and a quoting reply (RFC 5322, 2.1.1 recommends 78). */
    private static final int COLUMNS = 76;
    /** A reason is a sentence; a page of HTML that a check dragged in is not. */
    private static final int MAX_FIELD = 500;

    private MailText() {}

    /** One line of printable text of at most 500 characters. */
    static String line(String text) {
        return line(text, MAX_FIELD);
    }

    static String line(String text, int most) {
        var clean = new StringBuilder();
        text.codePoints().map(c -> PrintableText.isPrintable(c) ? c : ' ').forEach(clean::appendCodePoint);
        String one = clean.toString().strip().replaceAll(" {2,}", " ");
        return one.codePointCount(0, one.length()) <= most
                ? one
                : one.substring(0, one.offsetByCodePoints(0, most - 3)).stripTrailing() + "...";
    }

    /** Breaks at blanks; every line but the first is indented. A word longer than a line is broken, too. */
    static List<String> fold(String text, String indent) {
        var lines = new ArrayList<String>();
        String rest = text;
        while (rest.length() > COLUMNS) {
            int blank = rest.lastIndexOf(' ', COLUMNS);
            int from = rest.length() - rest.stripLeading().length();
            boolean atBlank = blank > from;
            int cut = atBlank ? blank : wholeCharacter(rest);
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = indent + rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private static int wholeCharacter(String text) {
        return Character.isHighSurrogate(text.charAt(COLUMNS - 1)) ? COLUMNS - 1 : COLUMNS;
    }
}
