package io.arapaima.check.mailbox;

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

/** The check {@code pops}: TLS from the first byte, at the port of the service. */
@Extension
public final class PopsCheck implements RoutedCheck {
    /** Creates the check and gets TLS ready; PF4J calls this. */
    public PopsCheck() {
        CheckTls.warmUp();
    }

    @Override
    public String name() {
        return "pops";
    }

    @Override
    public String sentence() {
        return "Passes when a POP3 server greets and answers over TLS, after a login where it is set.";
    }

    @Override
    public List<OptionSpec> options() {
        return MailboxOptions.POPS;
    }

    @Override
    public List<OptionRule> rules() {
        return MailboxOptions.RULES;
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        return MailboxProbe.run(target, deadline, MailboxProbe.Encryption.TLS, PopDialogue::hold);
    }
}
