package com.example.check.template;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** Passes when the server answers one line with another, soon enough; yours will ask something better. */
@Extension
public final class TemplateCheck implements Check {
    private static final int LONGEST_LINE = 200;

    /** Creates the check; PF4J calls this. */
    public TemplateCheck() {}

    @Override
    public String name() {
        return "template";
    }

    @Override
    public String sentence() {
        return "Passes when the server answers one line with another.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(OptionSpec.of("say", OptionSpec.Type.TEXT, "The line to send.").withDefault("PING"),
                OptionSpec.of("answer", OptionSpec.Type.TEXT, "The line that must come back.").withDefault("PONG"),
                OptionSpec.of("password", OptionSpec.Type.TEXT,
                        "Said before it; OK must come back; unset means no login."),
                OptionSpec.of("max-delay", OptionSpec.Type.DURATION, "Longest time until the answer.")
                        .between(1, 60_000, "ms").withDefault("2"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        try (var server = CheckSocket.connect(target, deadline)) {
            // Masked in every trace, and read from a file when lvs.cf says @/path/of/it.
            Optional<String> password = options.secret("password");
            if (password.isPresent()) {
                String welcome = asked(server, "AUTH " + password.get());
                if (!welcome.equals("OK")) {
                    return new Failed(Reason.CONTENT, "the login was answered by " + Quoted.of(welcome));
                }
            }
            String line = asked(server, options.text("say"));
            if (!line.equals(options.text("answer"))) {
                return new Failed(Reason.CONTENT, "the server said " + Quoted.of(line) + " instead of "
                        + Quoted.of(options.text("answer")));
            }
            Duration delay = server.elapsed();
            if (delay.compareTo(options.duration("max-delay")) > 0) {
                return new Failed(Reason.TIMEOUT, "the answer came after " + delay.toMillis() + " ms");
            }
            return new Passed(delay, line, List.of(new Metric("delay", delay.toMillis(), "ms")));
        }
    }

    private static String asked(CheckSocket server, String line) throws IOException {
        server.send(line + "\r\n");
        return server.readLine(LONGEST_LINE);
    }
}
