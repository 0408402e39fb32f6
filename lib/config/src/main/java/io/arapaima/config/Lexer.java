package io.arapaima.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words at blanks and tabs.
 *
 * <p>
 * A word that begins with a quote ends at the next quote of that kind that a blank or the line end follows; a backslash
 * keeps a quote from ending it, and stays. (Piranha looked for the closing quote only behind the first blank, and stumbled
 * over a blank behind it.) A {@code #} after a blank begins a comment, but not as the first, second or third word: there
 * Piranha reads a keyword, the equal sign and a value, so {@code expect = #ok} is a value. The first word of a comment
 * line is the exception.
 */
final class Lexer {
    /** {@code keyword = value}, after which a comment may begin. */
    private static final int WORDS_BEFORE_COMMENT = 3;

    private final String line;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String line) {
        this.line = line;
    }

    /** The words of a line without its line end; none for an empty line or a comment. */
    static List<Token> lex(String line) throws BadValue {
        Lexer lexer = new Lexer(line);
        lexer.run();
        return lexer.tokens;
    }

    private void run() throws BadValue {
        skipBlanks();
        while (at < line.length() && !isComment()) {
            char first = line.charAt(at);
            tokens.add(first == '"' || first == '\'' ? quoted(first) : plain());
            skipBlanks();
        }
    }

    private void skipBlanks() {
        while (at < line.length() && isBlank(at)) {
            at++;
        }
    }

    private boolean isBlank(int index) {
        return isBlank(line.charAt(index));
    }

    /** Other white space is part of a word, as with Piranha. */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private boolean isComment() {
        if (line.charAt(at) != '#') {
            return false;
        }
        boolean inList = tokens.size() >= WORDS_BEFORE_COMMENT && tokens.get(2).is("[")
                && tokens.stream().noneMatch(token -> token.is("]"));
        boolean afterBrace = !tokens.isEmpty() && tokens.getFirst().is("}");
        return tokens.isEmpty() || afterBrace || (tokens.size() >= WORDS_BEFORE_COMMENT && !inList);
    }

    private Token plain() {
        int start = at;
        while (at < line.length() && !isBlank(at)) {
            at++;
        }
        return new Token(line.substring(start, at), false, start, at);
    }

    private Token quoted(char quote) throws BadValue {
        int start = at;
        int close = closing(quote, start + 1);
        at = close + 1;
        return new Token(line.substring(start + 1, close), true, start, at);
    }

    private int closing(char quote, int from) throws BadValue {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote && (i + 1 == line.length() || isBlank(i + 1))) {
                return i;
            }
        }
        int last = line.length() - 1;
        while (last > from && isBlank(last)) {
            last--;
        }
        if (last >= from && line.charAt(last) == quote) {
            return last; // Piranha ends "a\" there, and such a text is in use for programs
        }
        throw new BadValue(Complaint.QUOTATION,
                "the text that begins with " + quote + " at column " + from + " has no closing " + quote
                        + " before a blank or the end of the line; close it there");
    }
}
