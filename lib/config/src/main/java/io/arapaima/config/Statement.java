package io.arapaima.config;

import java.util.List;

/**
 * A line {@code keyword = value}, or what stands in its place.
 *
 * @param line line number, from 1
 * @param tokens its words, at least one
 */
record Statement(int line, List<Token> tokens) implements Item {
    String keyword() {
        return tokens.getFirst().text();
    }
}
