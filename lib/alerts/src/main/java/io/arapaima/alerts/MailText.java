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
    static final int COLUMNS = 78;
    /** A reason is a sentence; a page of HTML that a check dragged in is not. */
    private static final int MAX_FIELD = 500;
    /** Must not begin a line (kinsoku). */
    private static final String NOT_FIRST = "、。，．・：；！？）」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％),.:;!?";
    /** Must not end a line. */
    private static final String NOT_LAST = "（「『【〈《(";

    /** Ideographs, kana, hangul, full-width forms, pictures. */
    private static final List<Range> WIDE = List.of(new Range(0x1100, 0x115F), new Range(0x2E80, 0xA4CF),
            new Range(0xAC00, 0xD7A3), new Range(0xF900, 0xFAFF), new Range(0xFE30, 0xFE6F),
            new Range(0xFF00, 0xFF60), new Range(0xFFE0, 0xFFE6), new Range(0x1F300, 0x1FAFF),
            new Range(0x20000, 0x3FFFD));

    private MailText() {}

    private record Range(int from, int to) {}

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

    /** Breaks at blanks and between ideographs; every line but the first is indented. A word longer than a line is broken, too. */
    static List<String> fold(String text, String indent) {
        var lines = new ArrayList<String>();
        String rest = text;
        while (columns(rest) > COLUMNS) {
            int cut = cut(rest);
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = indent + rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** Where a line that is too long ends: the last place that is good, or the last that fits. */
    private static int cut(String text) {
        int from = text.length() - text.stripLeading().length();
        int good = 0;
        int width = 0;
        int at = 0;
        while (at < text.length()) {
            int next = text.codePointAt(at);
            width += columns(next);
            boolean fits = width <= COLUMNS || (next == ' ' && width == COLUMNS + 1);
            if (at > from && breaks(text.codePointBefore(at), next)) {
                good = at;
            }
            if (!fits) {
                break;
            }
            at += Character.charCount(next);
        }
        return good > from ? good : at;
    }

    private static boolean breaks(int before, int after) {
        boolean oneWord = (isKatakana(before) && isKatakana(after))
                || (before < 0x80 && before != ' ' && columns(after) == 2);
        boolean between = (columns(before) == 2 || columns(after) == 2) && before != ' ' && !oneWord;
        return after == ' ' || (between && NOT_FIRST.indexOf(after) < 0 && NOT_LAST.indexOf(before) < 0);
    }

    private static boolean isKatakana(int c) {
        return c >= 0x30A0 && c <= 0x30FF;
    }

    /** How many columns a text takes on a terminal. */
    static int columns(String text) {
        return text.codePoints().map(MailText::columns).sum();
    }

    /** Two of what is wide by Unicode's East Asian Width (W and F). */
    private static int columns(int c) {
        return WIDE.stream().anyMatch(range -> c >= range.from() && c <= range.to()) ? 2 : 1;
    }
}
