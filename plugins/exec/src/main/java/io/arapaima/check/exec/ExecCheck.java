package io.arapaima.check.exec;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Escapes;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * What Piranha's nanny does with {@code send_program}, repaired: a program that fails is a failure, one that does not end
 * in time is killed with its children, and no byte of its output is chopped off.
 */
@Extension
public final class ExecCheck implements Check {
    /** The option that names the program, of both checks. */
    static final List<OptionRule> RULES = List.of(
            OptionRule.required("program", "there is no program; set it, with its whole path"),
            OptionRule.form("program",
                    "(?=[\\s\\S]*[^ \\t])(?:[^'\"\\\\]|\\\\[\\s\\S]|\\\\$|'[^']*'|\"(?:[^\"\\\\]|\\\\[\\s\\S])*\")*",
                    "must name a program, and close every quote that it opens"));
    static final OptionSpec PROGRAM = OptionSpec.of("program", OptionSpec.Type.TEXT,
            "Command line, split as a shell does but run without one; %h is the server's address, %p its port.");
    private static final String EXPECT = "expect";
    private static final String REGEX = "regex";

    /** Creates the check; PF4J calls this. */
    public ExecCheck() {}

    @Override
    public String name() {
        return "exec";
    }

    @Override
    public String sentence() {
        return "Runs a program; passes when it exits with 0 and prints what is expected, as Piranha's send_program does.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(PROGRAM, OptionSpec.of(EXPECT, OptionSpec.Type.TEXT,
                "What the program must print, line ends at the end aside, with the escapes \\\\ \\r \\n \\t \\' and \\\"; when "
                        + "unset, exit code 0 is enough."),
                OptionSpec.of(REGEX, OptionSpec.Type.BOOLEAN,
                        "Whether the expected text is a POSIX-extended regular expression to be found in the output; "
                                + "* then stands for any output.")
                        .withDefault("0"));
    }

    @Override
    public List<OptionRule> rules() {
        return RULES;
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        Options options = target.options();
        List<String> words = CommandLine.words(options.find(PROGRAM.name()).orElse(""), target);
        Optional<String> expect = options.find(EXPECT);
        Optional<AnswerPattern> pattern = expect.isEmpty() || !options.isSet(REGEX) || expect.get().equals("*")
                ? Optional.empty()
                : Optional.of(AnswerPattern.posix(Escapes.translated(expect.get())));
        ProgramRun run = ProgramRun.of(words, deadline);
        String name = words.getFirst();
        if (run.exit() != 0) {
            return new Failed(Reason.PROGRAM,
                    name + " exited with " + run.exit() + " and printed " + quoted(run.output()));
        }
        boolean right = pattern.isPresent()
                ? pattern.get().foundIn(run.output(), deadline)
                : options.isSet(REGEX) || expect.isEmpty() || equal(run.output(), Escapes.translated(expect.get()));
        return right
                ? new Passed(run.took(), name + " printed " + quoted(run.output()))
                : new Failed(Reason.CONTENT,
                        name + " printed " + quoted(run.output()) + ", expected " + quoted(expect.orElse("")));
    }

    private static boolean equal(String output, String expected) {
        String plain = withoutLineEnds(output);
        String wanted = withoutLineEnds(expected);
        return plain.equals(OptionText.raw(wanted)) || OptionText.said(plain).equals(wanted);
    }

    /** Nanny chops the last byte off, meant to be the line end, whatever it is. */
    private static String withoutLineEnds(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String quoted(String text) {
        String line = OptionText.said(withoutLineEnds(text));
        return line.length() <= 80 ? "\"" + line + "\"" : "\"" + line.substring(0, 80) + "\"...";
    }
}
