package io.arapaima.lvsctl.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in columns that are as wide as what stands in them; the last one has what is left of the line. Pure. */
public final class TextTable {
    private static final String CUT = "...";
    /** So much of the last column is worth more than a column that can be left out. */
    private static final int WORTH = 24;

    private final String indent;
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A column.
     *
     * @param head its heading
     * @param spare whether it is left out where the line is too short
     */
    public record Column(String head, boolean spare) {}

    public TextTable(String indent, List<Column> columns) {
        this.indent = indent;
        this.columns = columns;
    }

    /** {@return the number of the row, from 0} */
    public int add(List<String> cells) {
        rows.add(cells);
        return rows.size() - 1;
    }

    /** {@return the heading, and then the rows in their order; no line is wider than the limit} */
    public List<String> lines(int limit) {
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        for (int i = columns.size() - 1; i > 0 && room(shown, widths, limit) < WORTH; i--) {
            if (columns.get(i).spare()) {
                shown.remove(Integer.valueOf(i));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::head).toList(), shown, widths, limit));
        rows.forEach(row -> lines.add(line(row, shown, widths, limit)));
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> width(row.get(column)))
                .reduce(width(columns.get(column).head()), Math::max);
    }

    private int room(List<Integer> shown, int[] widths, int limit) {
        int before = indent.length();
        for (int i = 0; i + 1 < shown.size(); i++) {
            before += widths[shown.get(i)] + 1;
        }
        return limit - before;
    }

    private String line(List<String> cells, List<Integer> shown, int[] widths, int limit) {
        var line = new StringBuilder(indent);
        for (int i = 0; i < shown.size(); i++) {
            String cell = cells.get(shown.get(i));
            line.append(cell);
            if (i + 1 < shown.size()) {
                line.repeat(' ', widths[shown.get(i)] - width(cell) + 1);
            }
        }
        return cut(line.toString().stripTrailing(), limit);
    }

    public static String cut(String line, int limit) {
        if (width(line) <= limit) {
            return line;
        }
        var cut = new StringBuilder();
        int room = limit - CUT.length();
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            room -= places(line.codePointAt(i));
            if (room < 0) {
                break;
            }
            cut.appendCodePoint(line.codePointAt(i));
        }
        return cut.append(CUT).toString();
    }

    public static int width(String text) {
        return text.codePoints().map(TextTable::places).sum();
    }

    /** Characters of China, Japan and Korea take two places of a terminal, accents that stand over others none. */
    private static int places(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
