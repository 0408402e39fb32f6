package io.arapaima.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of minutes, hours or days: {@code 30m}, {@code 1h}, {@code 2d}, or seconds without a unit.
 *
 * @param least shortest, in seconds
 * @param example a good value
 */
record PeriodType(long least, String example) implements ValueType<Duration> {
    private static final long LONGEST_DAYS = 365;
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,9})([smhd]?)");

    static PeriodType from(long least, String example) {
        return new PeriodType(least, example);
    }

    @Override
    public Optional<Duration> parse(Argument argument) throws BadValue {
        Matcher match = SYNTAX.matcher(argument.first());
        if (!match.matches()) {
            throw argument.bad(Complaint.ARGUMENT);
        }
        long number = Long.parseLong(match.group(1));
        Duration value = switch (match.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
        if (value.compareTo(Duration.ofSeconds(least)) < 0) {
            throw argument.bad(Complaint.ARGUMENT, "the least value is " + format(Duration.ofSeconds(least)),
                    "最小値は " + format(Duration.ofSeconds(least)) + " です");
        }
        if (value.compareTo(Duration.ofDays(LONGEST_DAYS)) > 0) {
            throw argument.bad(Complaint.ARGUMENT, "the greatest value is " + LONGEST_DAYS + "d",
                    "最大値は " + LONGEST_DAYS + "d です");
        }
        return Optional.of(value);
    }

    @Override
    public String format(Duration value) {
        long seconds = value.toSeconds();
        if (seconds % Duration.ofDays(1).toSeconds() == 0) {
            return value.toDays() + "d";
        } else if (seconds % Duration.ofHours(1).toSeconds() == 0) {
            return value.toHours() + "h";
        }
        return seconds % Duration.ofMinutes(1).toSeconds() == 0 ? value.toMinutes() + "m" : Long.toString(seconds);
    }

    @Override
    public Object json(Duration value) {
        return value.toSeconds();
    }

    @Override
    public String kind() {
        return "a time as 30m, 1h or 1d, or whole seconds";
    }

    @Override
    public String range() {
        return ", " + format(Duration.ofSeconds(least)) + " to " + LONGEST_DAYS + "d";
    }

    @Override
    public FormField field() {
        return FormField.number(KeywordInfo.Kind.DURATION, "seconds", least,
                OptionalLong.of(Duration.ofDays(LONGEST_DAYS).toSeconds()));
    }
}
