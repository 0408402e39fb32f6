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

/** A session with a mail server: greeting, EHLO, and as much more as the options say. */
@Extension
public final class SmtpCheck implements RoutedCheck {
    /** Creates the check and gets TLS ready; PF4J calls this. */
    public SmtpCheck() {
        CheckTls.warmUp();
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public String sentence() {
        return "Passes when a mail server greets, and takes a login and the addresses of a mail where they are set.";
    }

    @Override
    public List<OptionSpec> options() {
        return SmtpOptions.with("none");
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
