package io.arapaima.config;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a file.
 *
 * @param config the model; empty when there is an error
 * @param problems every error and warning, in the order of the lines
 * @param document the text with all its comments, for editing
 */
public record ReadResult(Optional<LvsConfig> config, List<Problem> problems, LvsConfDocument document) {
    /** Copies the problems. */
    public ReadResult {
        problems = List.copyOf(problems);
    }

    /**
     * Whether the file can be used.
     *
     * @return true when there is no error; there may be warnings
     */
    public boolean ok() {
        return config.isPresent();
    }

    /**
     * Why the file cannot be used.
     *
     * @return the errors alone, in the order of the lines
     */
    public List<Problem> errors() {
        return problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
    }

    /**
     * What is odd about the file.
     *
     * @return the warnings alone, in the order of the lines
     */
    public List<Problem> warnings() {
        return problems.stream().filter(problem -> problem.severity() == Severity.WARNING).toList();
    }
}
