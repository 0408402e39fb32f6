package io.arapaima.check.uptimeload;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.pf4j.Extension;

/**
 * Runs a command such as {@code ssh} or {@code rup} and passes with the metric {@code load} that its output tells, as
 * Piranha's nanny did with {@code rsh_command}. Unlike there, a path before {@code ssh} is understood, options may
 * follow it, and {@code ruptime}'s output without a colon is readable. The exit code does not matter where a load was
 * told, because Piranha never looked at it and scripts of sites may rely on that.
 */
@Extension
public final class UptimeLoadCheck implements Check {
    /** Creates the check; PF4J calls this. */
    public UptimeLoadCheck() {}

    @Override
    public String name() {
        return "uptime-load";
    }

    @Override
    public String sentence() {
        return "Reads the load of a real server from the output of ssh, rsh, rup or a like command.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(OptionSpec.of("command", OptionSpec.Type.TEXT,
                "Program and arguments; the server's address is appended, and after it the word uptime if the program is "
                        + "rsh or ssh. It must ask no questions: write ssh -o BatchMode=yes.")
                .withDefault("rsh"));
    }

    @Override
    public List<OptionRule> rules() {
        return List.of(
                OptionRule.form("command", "(?=[\\s\\S]*[^\\s\"'])(?:[^\"']|\"[^\"]*\"|'[^']*')*",
                        "must name a program, and close every quote that it opens"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        List<String> words = RemoteCommand.words(target.options().text("command"), target.address());
        CommandRun run = CommandRun.of(words, deadline);
        OptionalDouble load = LoadAverage.in(run.output());
        if (load.isPresent()) {
            return new Passed(run.took(), String.format(Locale.ROOT, "load %.2f", load.getAsDouble()),
                    List.of(Metric.load(load.getAsDouble())));
        }
        return run.exit() == 0
                ? new Failed(Reason.PROTOCOL, "bad load average returned by " + words.getFirst() + ": " + run.output())
                : new Failed(Reason.PROGRAM,
                        "failed to read remote load: " + words.getFirst() + " ended with exit code " + run.exit()
                                + (run.errors().isBlank() ? "" : ", saying: " + run.errors().strip()));
    }
}
