package io.arapaima.check.exec;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.OptionText;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import org.pf4j.Extension;

/**
 * Runs a plugin of Nagios, Icinga or the Monitoring Plugins. Its exit code judges: 0 (OK) passes, 1 (WARNING) passes or
 * fails as the option says, 2 (CRITICAL) fails, and 3 (UNKNOWN) and all others say nothing about the server. Its
 * performance data become metrics; one that is called {@code load} moves the server's weight.
 */
@Extension
public final class NagiosCheck implements Check {
    private static final String WARNING = "warning";

    /** Creates the check; PF4J calls this. */
    public NagiosCheck() {}

    @Override
    public String name() {
        return "nagios";
    }

    @Override
    public String sentence() {
        return "Runs a plugin of Nagios and judges by its exit code; performance data become metrics.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(ExecCheck.PROGRAM,
                OptionSpec.choice(WARNING, "Whether a server in state WARNING passes or fails.", "pass", "fail"));
    }

    @Override
    public List<OptionRule> rules() {
        return ExecCheck.RULES;
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        List<String> words = CommandLine.words(target.options().find(ExecCheck.PROGRAM.name()).orElse(""), target);
        ProgramRun run = ProgramRun.of(words, deadline);
        NagiosOutput said = NagiosOutput.parse(OptionText.said(run.output()));
        var passed = new Passed(run.took(), said.text(), said.metrics());
        var failed = new Failed(Reason.PROGRAM, said.text());
        return switch (run.exit()) {
            case 0 -> passed;
            case 1 -> target.options().text(WARNING).equals("fail") ? failed : passed;
            case 2 -> failed;
            case 3 -> new Inconclusive("the plugin says that it does not know: " + said.text());
            default -> new Inconclusive(
                    "the plugin exited with " + run.exit() + ", which is no state of Nagios: " + said.text());
        };
    }
}
