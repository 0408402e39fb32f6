package io.arapaima.config;

import java.util.List;

/**
 * A line {@code keyword = value}, or what stands in its place. Its words are read again whenever they are asked for: a large file
 * has a million statements.
 *
 * @param line line number, from 1
 * @param keyword its first word
 * @param lines of the file
 */
record Statement(int line, String keyword, List<Line> lines) implements Item {
    /** Its words, at least one. */
    List<Token> tokens() {
        try {
            return Lexer.lex(lines.get(line - 1).text());
        } catch (BadValue e) {
            throw new IllegalStateException("line " + line + " was read before", e);
        }
    }
}
