package io.arapaima.lvsctl;

import java.time.Duration;
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

    private static long unit(String letter) {
        return switch (letter) {
            case "d" -> 86_400;
            case "h" -> 3600;
            case "m" -> 60;
            default -> 1;
        };
    }
}
