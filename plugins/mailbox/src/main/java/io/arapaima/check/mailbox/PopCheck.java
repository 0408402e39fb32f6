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

/** The check {@code pop}: plain, or with STLS. */
@Extension
public final class PopCheck implements RoutedCheck {
    /** Creates the check and gets TLS ready; PF4J calls this. */
    public PopCheck() {
        CheckTls.warmUp();
    }

    @Override
    public String name() {
        return "pop";
    }

    @Override
    public String sentence() {
        return "Passes when a POP3 server greets and answers, after STLS and a login where they are set.";
    }

    @Override
    public List<OptionSpec> options() {
        return MailboxOptions.POP;
    }

    @Override
    public List<OptionRule> rules() {
        return MailboxOptions.RULES;
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        return MailboxProbe.run(target, deadline, MailboxProbe.Encryption.of(target), PopDialogue::hold);
    }
}
