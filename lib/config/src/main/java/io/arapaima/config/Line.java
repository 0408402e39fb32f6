package io.arapaima.config;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a file as it stands there.
 *
 * @param text without its end
 * @param ending line feed, carriage return, both, or nothing at the end of the file
 */
record Line(String text, String ending) {
    /** Splits at line feeds, carriage returns and pairs of both; joining text and ending of all gives the text again. */
    static List<Line> split(String text) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            int next = Math.min(end + (text.startsWith("\r\n", end) ? 2 : 1), text.length());
            lines.add(new Line(text.substring(start, end), text.substring(end, next)));
            start = next;
        }
        return lines;
    }
}
