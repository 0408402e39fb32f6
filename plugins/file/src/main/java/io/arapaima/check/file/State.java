package io.arapaima.check.file;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Metric;
import io.arapaima.check.Quoted;
import io.arapaima.check.UndecidedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the first line of the file says.
 *
 * @param good whether the server is well
 * @param load its load, if one is told
 * @param line the whole line
 */
record State(boolean good, Optional<Double> load, String line) {
    private static final Pattern LINE = Pattern
            .compile("(up|down|-?\\d{1,9})(?:\\s+load=(\\d{1,9}(?:\\.\\d{1,9})?))?(?:\\s.*)?");

    static State of(String file, String text) throws UndecidedException {
        String line = text.lines().findFirst().orElse("").strip();
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new UndecidedException(file + " begins with " + Quoted.of(line)
                    + "; its first line must be up, down or a number, then perhaps load=1.5, then words");
        }
        String state = matcher.group(1);
        boolean good = state.equals("up") || (!state.equals("down") && Integer.parseInt(state) == 0);
        return new State(good, Optional.ofNullable(matcher.group(2)).map(Double::valueOf), line);
    }

    CheckResult result(Duration took) {
        return good
                ? new Passed(took, line, load.map(Metric::load).map(List::of).orElse(List.of()))
                : new Failed(Reason.PROGRAM, "expected up or 0, got " + Quoted.of(line));
    }
}
