package io.arapaima.lvsctl;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A time as an operator writes it: {@code 90}, {@code 90s}, {@code 30m}, {@code 2h} or {@code 3d}.
 *
 * @param least smallest one
 * @param most greatest one
 * @param range both in words, with examples
 */
record GivenTime(Duration least, Duration most, String range) {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smhd]?)");

    /** {@return whole seconds} */
    long seconds(CommandSpec spec, String option, String text) {
        var match = TIME.matcher(text);
        Duration given = match.matches()
                ? Duration.ofSeconds(Long.parseLong(match.group(1)) * unit(match.group(2)))
                : Duration.ZERO;
        if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
            throw new ParameterException(spec.commandLine(), option + " is " + text + "; write a time from " + range);
        }
        return given.toSeconds();
    }

    /** {@return the moment that an operator means: an hour of today, a day, both, or a time ago} */
    static Instant past(CommandSpec spec, String option, String text, Instant now) {
        var ago = TIME.matcher(text);
        if (ago.matches() && !ago.group(2).isEmpty()) {
            return now.minusSeconds(Long.parseLong(ago.group(1)) * unit(ago.group(2)));
        }
        ZoneId here = ZoneId.systemDefault();
        try {
            if (text.contains("-")) {
                String whole = text.replace(' ', 'T');
                return (whole.contains("T") ? LocalDateTime.parse(whole) : LocalDate.parse(whole).atStartOfDay())
                        .atZone(here).toInstant();
            }
            LocalDateTime today = LocalDate.ofInstant(now, here).atTime(LocalTime.parse(text));
            Instant at = today.atZone(here).toInstant();
            return at.isAfter(now) ? today.minusDays(1).atZone(here).toInstant() : at;
        } catch (DateTimeParseException e) {
            throw new ParameterException(spec.commandLine(), option + " is " + text + "; write 14:00, 2026-12-01, "
                    + "\"2026-12-01 14:00\", or how long ago: 30m, 2h, 1d", e);
        }
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "d" -> 86_400;
            case "h" -> 3600;
            case "m" -> 60;
            default -> 1;
        };
    }
}
