package io.arapaima.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Seconds with an optional fraction ({@code 0.5}) or milliseconds ({@code 500ms}).
 *
 * @param least shortest duration
 * @param longest longest duration
 */
record DurationType(Duration least, Duration longest) implements ValueType<Duration> {
    /** Below 10 ms a check would mostly measure the director's own scheduling; above a day it checks nothing. */
    static final DurationType CHECK = new DurationType(Duration.ofMillis(10), Duration.ofDays(1));
    /** Ten digits are 300 years; longer texts are not worth the arithmetic. */
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,10}(?:\\.[0-9]{1,9})?)(ms|s)?");

    /** Empty when the text is no duration. */
    static Optional<Duration> read(String text) {
        var match = SYNTAX.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(match.group(1));
        int digits = "ms".equals(match.group(2)) ? 6 : 9;
        return Optional.of(Duration.ofNanos(number.movePointRight(digits).longValue()));
    }

    /** Seconds without needless zeros. */
    static String write(Duration value) {
        return BigDecimal.valueOf(value.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    /** A Long where the seconds are whole, a Double otherwise. */
    static Object seconds(Duration value) {
        return value.toNanosPart() == 0 ? (Object) value.toSeconds() : (Object) (value.toNanos() / 1e9);
    }

    @Override
    public Optional<Duration> parse(Argument argument) throws BadValue {
        Duration value = read(argument.first()).orElseThrow(() -> argument.bad(Complaint.ARGUMENT));
        if (value.compareTo(least) < 0) {
            throw argument.bad(Complaint.ARGUMENT, "the least value is " + write(least) + " seconds",
                    "最小値は " + write(least) + " 秒です");
        }
        if (value.compareTo(longest) > 0) {
            throw argument.bad(Complaint.ARGUMENT, "the greatest value is " + write(longest) + " seconds",
                    "最大値は " + write(longest) + " 秒です");
        }
        return Optional.of(value);
    }

    @Override
    public String format(Duration value) {
        return write(value);
    }

    @Override
    public Object json(Duration value) {
        return seconds(value);
    }

    @Override
    public String kind() {
        return "seconds, with a fraction if need be, or milliseconds as 500ms";
    }

    @Override
    public String example() {
        return "0.5";
    }

    @Override
    public String range() {
        return ", " + write(least) + " to " + write(longest);
    }

    @Override
    public FormField field() {
        return FormField.milliseconds(least.toMillis(), OptionalLong.of(longest.toMillis()));
    }
}
