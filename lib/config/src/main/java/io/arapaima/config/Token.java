package io.arapaima.config;

/**
 * One word of a line.
 *
 * @param text the word without its surrounding quotes
 * @param quoted whether it had them
 * @param start offset of its first character in the line, quote included
 * @param end offset behind its last character
 */
record Token(String text, boolean quoted, int start, int end) {
    boolean is(String word) {
        return !quoted && text.equals(word);
    }
}
