package io.arapaima.check.agent;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Metric;
import io.arapaima.check.Quoted;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * One answer of an agent, as HAProxy's configuration manual describes it under {@code agent-check}: words in any order,
 * between blanks, tabs and commas. Of two that contradict each other the later one counts; what is not said stays as it was.
 *
 * @param up whether the service may be asked at all: no word such as {@code down}
 * @param percent part of the configured weight, where the agent tells one
 * @param drain whether new connections are unwanted, where the agent says so
 * @param text the whole line
 */
record AgentLine(boolean up, Optional<Integer> percent, Optional<Boolean> drain, String text) {
    private static final String SEPARATORS = " \t,";

    /** Reads the words; unknown ones are passed over as HAProxy does, but one must be known. */
    static AgentLine of(String line) throws ProtocolException {
        int sharp = line.indexOf('#');
        var words = new StringTokenizer(sharp < 0 ? line : line.substring(0, sharp), SEPARATORS);
        boolean up = true;
        Optional<Integer> percent = Optional.empty();
        Optional<Boolean> drain = Optional.empty();
        int known = 0;
        while (words.hasMoreTokens()) {
            String word = words.nextToken().toLowerCase(Locale.ROOT);
            known++;
            switch (word) {
                case "up" -> up = true;
                case "down", "fail", "failed", "stopped" -> up = false;
                case "ready" -> drain = Optional.of(false);
                case "drain", "maint" -> drain = Optional.of(true);
                case String s when s.matches("[0-9]{1,9}%") ->
                    percent = Optional.of(Integer.valueOf(s.substring(0, s.length() - 1)));
                case String s when s.matches("maxconn:[0-9]{1,9}") -> {
                    // A limit of HAProxy's queue; here nobody queues.
                }
                default -> known--;
            }
        }
        if (known == 0) {
            throw new ProtocolException("expected words such as up, drain or 75%, got " + Quoted.of(line));
        }
        return new AgentLine(up, percent, drain, line);
    }

    CheckResult result(Duration took) {
        if (!up) {
            return new Failed(Reason.PROGRAM, "the agent says " + Quoted.of(text));
        }
        List<Metric> metrics = new ArrayList<>();
        percent.map(Metric::share).ifPresent(metrics::add);
        drain.map(Metric::drain).ifPresent(metrics::add);
        return new Passed(took, text, metrics);
    }
}
