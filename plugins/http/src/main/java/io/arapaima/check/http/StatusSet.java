package io.arapaima.check.http;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The status codes that pass, as keepalived writes them: {@code 200-299,401}.
 *
 * @param text as written
 * @param ranges what it means
 */
record StatusSet(String text, List<Range> ranges) {
    private static final Pattern RANGE = Pattern.compile("([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");

    /** Codes from {@code first} to {@code last}, both included. */
    record Range(int first, int last) {}

    static StatusSet of(String text) {
        return new StatusSet(text, Arrays.stream(text.split("[,\\s]+")).map(part -> range(text, part)).toList());
    }

    private static Range range(String text, String part) {
        Matcher matcher = RANGE.matcher(part);
        if (matcher.matches()) {
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            return new Range(Math.min(first, last), Math.max(first, last));
        }
        throw new IllegalArgumentException("expect-status \"" + text + "\" has the part \"" + part
                + "\"; write codes from 100 to 599 and ranges, for example 200-299,401");
    }

    boolean contains(int status) {
        return ranges.stream().anyMatch(range -> range.first <= status && status <= range.last);
    }
}
