package io.arapaima.config;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * One line of a file as it stands there.
 *
 * @param text without its end
 * @param ending line feed, carriage return, both, or nothing at the end of the file
 */
record Line(String text, String ending) {
    /** Splits at line feeds, carriage returns and pairs of both; joining text and ending of all gives the text again. */
    static List<Line> split(String text) {
        int[] ends = new int[16];
        int count = 0;
        for (int end = 0; end < text.length(); count++) {
            end = behindLine(text, end);
            ends = count == ends.length ? Arrays.copyOf(ends, 2 * count) : ends;
            ends[count] = end;
        }
        return new Split(text, Arrays.copyOf(ends, count));
    }

    private static int behindLine(String text, int start) {
        int end = start;
        while (end < text.length() && !isEnd(text.charAt(end))) {
            end++;
        }
        return Math.min(end + (text.startsWith("\r\n", end) ? 2 : 1), text.length());
    }

    private static boolean isEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** The lines of a text, made when they are asked for: a large file is there once, and four bytes for each of its lines. */
    private static final class Split extends AbstractList<Line> implements RandomAccess {
        private final String text;
        private final int[] ends;

        Split(String text, int[] ends) {
            this.text = text;
            this.ends = ends;
        }

        @Override
        public Line get(int index) {
            int start = index == 0 ? 0 : ends[index - 1];
            int end = ends[index];
            while (end > start && isEnd(text.charAt(end - 1))) {
                end--;
            }
            return new Line(text.substring(start, end), text.substring(end, ends[index]));
        }

        @Override
        public int size() {
            return ends.length;
        }
    }
}
