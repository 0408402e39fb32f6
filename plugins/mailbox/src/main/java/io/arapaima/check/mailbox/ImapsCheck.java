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

/** The check {@code imaps}: TLS from the first byte, at the port of the service. */
@Extension
public final class ImapsCheck implements RoutedCheck {
    /** Creates the check and gets TLS ready; PF4J calls this. */
    public ImapsCheck() {
        CheckTls.warmUp();
    }

    @Override
    public String name() {
        return "imaps";
    }

    @Override
    public String sentence() {
        return "Passes when an IMAP server greets and answers over TLS, after a login where it is set.";
    }

    @Override
    public List<OptionSpec> options() {
        return MailboxOptions.IMAPS;
    }

    @Override
    public List<OptionRule> rules() {
        return MailboxOptions.IMAP_RULES;
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        return MailboxProbe.run(target, deadline, MailboxProbe.Encryption.TLS, ImapDialogue::hold);
    }
}
