package io.arapaima.check.exec;

import io.arapaima.check.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code 'label'=value[UOM];warn;crit;min;max} between blanks; a quote inside a quoted label is doubled, and an
 * unknown value is {@code U}. With many checks the real server writes that text, so each character is looked at a fixed
 * number of times, whatever it is. For one text.
 */
final class PerformanceData {
    /** More series than that from one plugin are a mistake, and every one costs memory in every store behind us. */
    private static final int MOST_METRICS = 100;
    /** Longer is no name of a series. */
    private static final int LONGEST_LABEL = 255;
    private static final int LONGEST_NUMBER = 64;

    private final String data;
    private final List<Metric> metrics = new ArrayList<>();
    private int at;

    private PerformanceData(String data) {
        this.data = data;
    }

    static List<Metric> metrics(String data) {
        var reader = new PerformanceData(data);
        while (reader.metrics.size() < MOST_METRICS && reader.skipBlanks()) {
            reader.datum();
            reader.skipWord();
        }
        return List.copyOf(reader.metrics);
    }

    private void datum() {
        String label = next() == '\'' ? quoted() : plain();
        if (next() != '=' || label.isEmpty() || label.length() > LONGEST_LABEL) {
            return;
        }
        at++;
        String number = number();
        int unit = at;
        while (isLetter(next()) || next() == '%') {
            at++;
        }
        boolean ends = at == data.length() || Character.isWhitespace(next()) || next() == ';';
        if (ends && !number.isEmpty()) {
            double value = Double.parseDouble(number);
            if (Double.isFinite(value)) {
                metrics.add(new Metric(label, value, data.substring(unit, at)));
            }
        }
    }

    /** Up to the closing quote; what has none is no label. */
    private String quoted() {
        var label = new StringBuilder();
        for (at++; at < data.length() && next() != '='; at++) {
            if (next() == '\'' && !data.startsWith("''", at)) {
                at++;
                return label.toString();
            }
            at += next() == '\'' ? 1 : 0;
            label.append(next());
        }
        return "";
    }

    private String plain() {
        int from = at;
        while (at < data.length() && next() != '=' && next() != '\'' && !Character.isWhitespace(next())) {
            at++;
        }
        return data.substring(from, at);
    }

    /** {@return the number here, which is then behind us; empty when there is none} */
    private String number() {
        int from = at;
        at += next() == '-' ? 1 : 0;
        int digits = digits();
        if (next() == '.') {
            at++;
            int behind = digits();
            digits = behind == 0 ? 0 : digits + behind;
        }
        if (digits > 0 && (next() == 'e' || next() == 'E')) {
            exponent();
        }
        return digits == 0 || at - from > LONGEST_NUMBER ? "" : data.substring(from, at);
    }

    /** An e without digits begins a unit. */
    private void exponent() {
        int before = at++;
        at += next() == '-' || next() == '+' ? 1 : 0;
        at = digits() == 0 ? before : at;
    }

    private int digits() {
        int from = at;
        while (next() >= '0' && next() <= '9') {
            at++;
        }
        return at - from;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** {@return false at the end} */
    private boolean skipBlanks() {
        while (at < data.length() && Character.isWhitespace(next())) {
            at++;
        }
        return at < data.length();
    }

    private void skipWord() {
        while (at < data.length() && !Character.isWhitespace(next())) {
            at++;
        }
    }

    /** {@return the character here; a line end behind the last one} */
    private char next() {
        return at < data.length() ? data.charAt(at) : '\n';
    }
}
