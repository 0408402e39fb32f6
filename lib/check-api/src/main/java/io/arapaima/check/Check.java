package io.arapaima.check;

import java.io.IOException;
import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * One way to ask a real server whether it is well. Implement it, mark the class with {@code @org.pf4j.Extension}, and
 * put the jar into the plugins folder.
 *
 * <p>An implementation has a public constructor without parameters, keeps no state between probes and is safe for use
 * by many threads: {@link #probe} runs on a virtual thread of its own, thousands at once.
 */
public interface Check extends ExtensionPoint {
    /**
     * Version of what plugins compile against: this package. The minor number steps when something is added, the major one
     * when something is taken away or demanded. A plugin names the version that it needs in its manifest as
     * {@code Plugin-Requires}; an engine of the same major and at least this minor number takes it.
     */
    String API_VERSION = "1.1";

    /**
     * The word that selects this check in lvs.cf: {@code check = NAME}.
     *
     * @return lower-case letters, digits and dashes, for example {@code http}; unique among all plugins
     */
    String name();

    /** {@return what the check does, in one sentence, for the manual} */
    String sentence();

    /**
     * The options that lvs.cf may set; their keyword there is {@code NAME_OPTION}, for example {@code http_path}.
     *
     * @return the declarations, in the order in which the manual shows them
     */
    List<OptionSpec> options();

    /**
     * What is demanded of the values of the options beyond their declarations. Whatever a probe would refuse belongs here,
     * because lvs.cf is checked against it when it is read.
     *
     * @return the rules; none unless a check says otherwise
     */
    default List<OptionRule> rules() {
        return List.of();
    }

    /**
     * Asks the server once and answers before the deadline. Everything opened is closed when this returns or throws.
     *
     * @param target whom to ask, with the validated options
     * @param deadline until when; a probe that has no answer by then returns or throws a time-out
     * @return passed, failed with a reason, or inconclusive when the fault is on this side
     * @throws IOException what the network said; {@link CheckResult#of(IOException)} turns it into a failure, so a check
     *     need not catch it
     * @throws InterruptedException when the engine wants the probe to end at once
     */
    CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException;
}
