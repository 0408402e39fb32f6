package io.arapaima.config;

import io.arapaima.checkspec.Repetitions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Verifies the value of a check option against its declaration, and brings it into the form that check-api reads. */
final class OptionValues {
    /** Far beyond any use; the compiler of patterns recurses, and so needs a limit. */
    private static final int MAX_REGEX = 1024;

    private OptionValues() {}

    /** What values look like, for messages and the manual. */
    static String kind(CheckOption option) {
        return switch (option.type()) {
            case TEXT -> "text";
            case INTEGER -> option.unit().isEmpty() ? "a whole number" : "whole " + option.unit();
            case DURATION -> DurationType.CHECK.kind();
            case BOOLEAN -> "0 or 1";
            case REGEX -> "a regular expression";
            case CHOICE -> "one of " + String.join(", ", option.choices());
            case PATH -> "an absolute path";
        };
    }

    /** The range, for the manual; empty without one. */
    static String range(CheckOption option) {
        String unit = option.type() == OptionType.DURATION ? " ms" : "";
        String least = option.min().isPresent() ? ", at least " + option.min().getAsLong() + unit : "";
        return least + (option.max().isPresent() ? ", at most " + option.max().getAsLong() + unit : "");
    }

    /** A good value, for messages. */
    static String example(CheckOption option) {
        return option.example().or(() -> option.defaultValue().filter(value -> !value.isEmpty()))
                .orElseGet(() -> switch (option.type()) {
                    case TEXT -> "\"text\"";
                    case INTEGER -> Long.toString(option.min().orElse(1));
                    case DURATION -> "0.5";
                    case BOOLEAN -> "1";
                    case REGEX -> "\"^OK\"";
                    case CHOICE -> option.choices().isEmpty() ? "" : option.choices().getFirst();
                    case PATH -> "/etc/arapaima/file";
                });
    }

    static String read(CheckOption option, Argument argument) throws BadValue {
        return switch (option.type()) {
            case TEXT -> argument.first();
            case PATH -> path(argument);
            case INTEGER -> Long.toString(integer(option, argument));
            case DURATION -> duration(option, argument);
            case BOOLEAN -> new BooleanType().parse(argument).orElse(false) ? "1" : "0";
            case REGEX -> regex(argument);
            case CHOICE -> choice(option, argument);
        };
    }

    private static long integer(CheckOption option, Argument argument) throws BadValue {
        OptionalLong number = Literals.number(argument.first());
        if (number.isEmpty()) {
            throw argument.bad(Complaint.INTEGER);
        }
        long least = option.min().orElse(Integer.MIN_VALUE);
        long most = option.max().orElse(Integer.MAX_VALUE);
        return new NumberType(least, most, option.unit(), "").inRange(argument, number.getAsLong());
    }

    private static String duration(CheckOption option, Argument argument) throws BadValue {
        Duration least = Duration.ofMillis(option.min().orElse(0));
        Duration most = option.max().isPresent()
                ? Duration.ofMillis(option.max().getAsLong())
                : DurationType.CHECK.longest();
        return DurationType.write(new DurationType(least, most).parse(argument).orElseThrow());
    }

    private static String regex(Argument argument) throws BadValue {
        if (argument.first().length() > MAX_REGEX) {
            throw argument.bad(Complaint.ARGUMENT, "write at most " + MAX_REGEX + " characters");
        }
        try {
            Pattern _ = Pattern.compile(argument.first());
        } catch (PatternSyntaxException e) {
            throw argument.bad(Complaint.ARGUMENT, "it is no regular expression: " + e.getDescription() + " near index "
                    + e.getIndex() + "; mend the pattern");
        }
        if (Repetitions.tooMany(argument.first())) {
            throw argument.bad(Complaint.ARGUMENT, Repetitions.TOO_MANY);
        }
        return argument.first();
    }

    private static String path(Argument argument) throws BadValue {
        if (!argument.first().startsWith("/")) {
            throw argument.bad(Complaint.ARGUMENT);
        }
        return argument.first();
    }

    private static String choice(CheckOption option, Argument argument) throws BadValue {
        return Optional.of(argument.first()).filter(option.choices()::contains)
                .orElseThrow(() -> argument.bad(Complaint.ARGUMENT));
    }
}
