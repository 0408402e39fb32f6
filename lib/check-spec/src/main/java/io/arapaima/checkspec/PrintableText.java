package io.arapaima.checkspec;

/**
 * Text of foreign origin in a form that a terminal, a journal and a reader cannot be deceived by. A real server's answer, a
 * partner's words, a plugin's texts and the names in lvs.cf may hold control characters (which move a cursor or forge a line),
 * marks that turn the direction of writing, and characters that nobody sees. Each of them is written as {@code \x1b} or
 * {@code \\u202e}; all else stays as it is. This is the one list of such characters.
 */
public final class PrintableText {
    private static final int LATIN = 0x100;
    private static final int BASIC = 0x10000;

    private PrintableText() {}

    /**
     * Makes one line of a text.
     *
     * @param text any text
     * @return the text with line ends and tabs escaped, too; the same object when there is nothing to escape
     */
    public static String line(String text) {
        return escaped(text, "");
    }

    /**
     * Makes lines of a text.
     *
     * @param text any text
     * @return the text; its line feeds and tabs stay
     */
    public static String lines(String text) {
        return escaped(text, "\n\t");
    }

    /**
     * Whether a reader sees a character as what it is.
     *
     * @param codePoint the character
     * @return false for control characters (C0, DEL, C1), line and paragraph separators, format characters (direction marks,
     *     zero-width ones, tags), fillers, variation selectors, lone surrogates, and what is private or not assigned
     */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE, Character.UNASSIGNED ->
                false;
            default -> !isBlankLetter(codePoint);
        };
    }

    /** Letters and marks without a shape of their own. */
    private static boolean isBlankLetter(int codePoint) {
        return switch (codePoint) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> (codePoint >= 0x180B && codePoint <= 0x180F) || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                    || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
        };
    }

    private static String escaped(String text, String kept) {
        if (text.codePoints().allMatch(c -> isPrintable(c) || kept.indexOf(c) >= 0)) {
            return text;
        }
        var shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isPrintable(c) || kept.indexOf(c) >= 0) {
                shown.appendCodePoint(c);
            } else {
                shown.append(escape(c));
            }
        });
        return shown.toString();
    }

    private static String escape(int codePoint) {
        if (codePoint < LATIN) {
            return String.format("\\x%02x", codePoint);
        }
        return codePoint < BASIC ? String.format("\\u%04x", codePoint) : String.format("\\u{%x}", codePoint);
    }
}
