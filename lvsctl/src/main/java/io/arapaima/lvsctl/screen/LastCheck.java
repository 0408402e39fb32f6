package io.arapaima.lvsctl.screen;

import io.arapaima.ipc.CheckResults.Asked;
import io.arapaima.ipc.CheckResults.LastResult;
import io.arapaima.ipc.CheckResults.Progress;
import io.arapaima.ipc.CheckResults.Report;
import io.arapaima.ipc.CheckResults.Result;
import io.arapaima.ipc.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a check found last, in words. Pure. */
public final class LastCheck {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final double SHORT_MILLIS = 0.95;

    private LastCheck() {}

    /** {@return a line about what is asked, and one about what was found last, or why nothing} */
    public static List<String> sentences(Report report, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(report.asked().map(LastCheck::asked).orElse("check " + report.check()));
        report.inconclusive().ifPresent(i -> lines.add("  not judged since " + clock(i.since()) + ": " + i.why()));
        lines.add("  " + report.last().map(last -> last(report, last, now)).orElse("no result yet"));
        return lines;
    }

    private static String asked(Asked asked) {
        var words = new StringBuilder("check ").append(asked.check()).append(" of ").append(asked.target())
                .append(" every ").append(time(asked.interval())).append(", at most ").append(time(asked.timeout()));
        Map<String, String> options = new TreeMap<>(asked.options());
        options.forEach((keyword, value) -> words.append(", ").append(keyword).append(" = ").append(value));
        return words.toString();
    }

    private static String last(Report report, LastResult last, Instant now) {
        String ago = "last check " + Math.max(0, Duration.between(last.at(), now).toSeconds()) + " s ago";
        return ago + ": " + switch (last.result()) {
            case PASSED -> "passed" + took(" in ", last) + text(last) + toCome(report);
            case FAILED -> "failed" + took(" after ", last) + text(last)
                    + (last.counted() ? toCome(report) : " (not counted: this director's own network is in doubt)");
            case INCONCLUSIVE -> "decided nothing" + text(last);
        };
    }

    private static String took(String word, LastResult last) {
        return last.took().isZero() ? "" : word + time(last.took());
    }

    private static String text(LastResult last) {
        return last.text().isEmpty() ? "" : ": " + last.text();
    }

    /** What is missing until the state changes. */
    private static String toCome(Report report) {
        Progress row = report.progress();
        if (report.state() == Verdict.State.UP) {
            return row.failures() > 0
                    ? " (" + row.failures() + " of " + row.fall() + " bad checks, then it is down)"
                    : "";
        }
        if (row.passes() > 0 && row.passes() < row.needed()) {
            String left = report.asked().map(a -> ", in about "
                    + time(a.interval().multipliedBy(row.needed() - row.passes()))).orElse("");
            return " (" + row.passes() + " of " + row.needed() + " good checks, then it is up" + left + ")";
        }
        return report.state() == Verdict.State.UNKNOWN && row.failures() > 0
                ? " (" + row.failures() + " of " + row.fall() + " bad checks, then it is down)"
                : row.needed() > 1 && row.passes() == 0 ? " (" + row.needed() + " good checks bring it up)" : "";
    }

    /** {@return the same in a few letters, of the check that matters most: {@code 1s passed 60/90}} */
    public static String brief(List<Report> reports, Instant now) {
        Optional<Report> worst = reports.stream().max(Comparator.comparingInt(LastCheck::weight));
        return worst.map(report -> brief(report, now)).orElse("-");
    }

    private static int weight(Report report) {
        if (report.inconclusive().isPresent()) {
            return 3;
        }
        boolean failed = report.last().filter(l -> l.result() != Result.PASSED).isPresent();
        return failed ? 2 : report.state() == Verdict.State.UP ? 0 : 1;
    }

    private static String brief(Report report, Instant now) {
        if (report.inconclusive().isPresent()) {
            return age(report.inconclusive().get().since(), now) + " undecided";
        }
        return report.last().map(last -> age(last.at(), now) + switch (last.result()) {
            case PASSED -> " passed" + progress(report, last);
            case FAILED -> " failed" + progress(report, last);
            case INCONCLUSIVE -> " undecided";
        }).orElse("-");
    }

    /** How far it is from another state or, where that is not in sight, how long the answer took. */
    private static String progress(Report report, LastResult last) {
        Progress row = report.progress();
        if (last.result() == Result.PASSED && report.state() != Verdict.State.UP && row.passes() < row.needed()) {
            return " " + row.passes() + "/" + row.needed();
        } else if (last.result() == Result.FAILED && report.state() != Verdict.State.DOWN) {
            return " " + row.failures() + "/" + row.fall();
        }
        return took(" ", last).replace(" ms", "ms").replace(" s", "s").replace(" min", "min");
    }

    /** {@return for example {@code 0.4 ms}, {@code 12 ms}, {@code 3 s} or {@code 2 min}} */
    public static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < SHORT_MILLIS) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        } else if (time.toSeconds() < 1) {
            return Math.round(millis) + " ms";
        } else if (time.toSeconds() >= 120) {
            return Math.round(time.toSeconds() / 60.0) + " min";
        }
        return String.format(Locale.ROOT, "%.1f", millis / 1e3).replace(".0", "") + " s";
    }

    public static String clock(Instant at) {
        return CLOCK.format(at.atZone(ZoneId.systemDefault()));
    }

    /** {@return how long something has been so, in a few letters: {@code 90s}, {@code 3m}, {@code 47h}, {@code 9d}} */
    public static String age(Instant since, Instant now) {
        if (since.equals(Instant.EPOCH)) {
            return "-";
        }
        Duration age = Duration.between(since, now);
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + "s";
        } else if (age.toHours() < 2) {
            return age.toMinutes() + "m";
        }
        return age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
