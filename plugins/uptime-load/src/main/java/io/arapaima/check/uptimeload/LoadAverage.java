package io.arapaima.check.uptimeload;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the load of the last minute in what uptime, rup and ruptime print.
 *
 * <pre>
 *  05:10:01 up 1:28,  0 users,  load average: 0.15, 0.20, 0.18      procps, BusyBox, rup, w
 *  5:10AM  up 12 days, 1:28, 2 users, load averages: 0.15 0.20 0.18     the BSDs
 *  web1          up 12+01:28,     2 users,  load 0.15, 0.20, 0.18        ruptime
 * </pre>
 */
final class LoadAverage {
    /** A comma must be followed by a blank: "0,15" is the decimal comma of some locales, and not a load of 0. */
    private static final String NUMBER = "[ \\t]*(\\d{1,6}(?:\\.\\d{1,6})?)(?=,?(?:\\s|$))";
    private static final Pattern LOAD = Pattern
            .compile("\\bload[^\\n:]{0,40}:" + NUMBER + "|\\bload(?: averages?)?[ \\t]" + NUMBER);

    private LoadAverage() {}

    static OptionalDouble in(String output) {
        Matcher matcher = LOAD.matcher(output);
        if (!matcher.find()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
    }
}
