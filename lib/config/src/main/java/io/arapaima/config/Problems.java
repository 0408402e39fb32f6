package io.arapaima.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file. */
final class Problems {
    /** Nobody reads more, and a file of another kind would produce one a line. */
    static final int MAX_PROBLEMS = 1000;

    private final List<Problem> found = new ArrayList<>();
    private int errors;
    private int dropped;

    void error(int line, BadValue problem) {
        error(line, problem.text(), problem.japanese());
    }

    void error(int line, Complaint complaint, String detail) {
        error(line, complaint.text() + ": " + detail, complaint.japanese() + ": " + detail);
    }

    private void error(int line, String message, String japanese) {
        errors++;
        add(new Problem(line, Severity.ERROR, message, japanese));
    }

    void warn(int line, String message) {
        add(new Problem(line, Severity.WARNING, message));
    }

    /** Takes over what was found in a block that is not run: nothing there keeps the file from being used. */
    void warnOf(Problems unused) {
        unused.found.forEach(problem -> warn(problem.line(), problem.message()));
        dropped += unused.dropped;
    }

    private void add(Problem problem) {
        if (found.size() < MAX_PROBLEMS) {
            found.add(problem);
        } else {
            dropped++;
        }
    }

    /** Whether another problem would only be counted, so that its cure need not be found. */
    boolean full() {
        return found.size() == MAX_PROBLEMS;
    }

    boolean hasErrors() {
        return errors > 0;
    }

    /** In the order of the lines; what was found first stands first on its line. */
    List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Problem::line));
        if (dropped > 0) {
            sorted.add(new Problem(sorted.getLast().line(), errors > 0 ? Severity.ERROR : Severity.WARNING,
                    dropped + " more problems are not shown; mend the first " + MAX_PROBLEMS));
        }
        return List.copyOf(sorted);
    }
}
