package io.arapaima.check.smtp;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import org.pf4j.Extension;

/** {@link SmtpCheck} as programs that send mail need it (RFC 6409): STARTTLS unless told otherwise. */
@Extension
public final class SubmissionCheck implements RoutedCheck {
    /** Creates the check and gets TLS ready; PF4J calls this. */
    public SubmissionCheck() {
        CheckTls.warmUp();
    }

    @Override
    public String name() {
        return "submission";
    }

    @Override
    public String sentence() {
        return "Passes when a submission server greets and goes over to TLS, and takes a login where one is set.";
    }

    @Override
    public List<OptionSpec> options() {
        return SmtpOptions.with("starttls");
    }

    @Override
    public List<OptionRule> rules() {
        return SmtpOptions.RULES;
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        return new SmtpProbe(target, deadline).run();
    }
}
