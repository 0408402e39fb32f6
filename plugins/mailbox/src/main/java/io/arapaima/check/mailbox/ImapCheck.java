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

/** The check {@code imap}: plain, or with STARTTLS. */
@Extension
public final class ImapCheck implements RoutedCheck {
    /** Creates the check and gets TLS ready; PF4J calls this. */
    public ImapCheck() {
        CheckTls.warmUp();
    }

    @Override
    public String name() {
        return "imap";
    }

    @Override
    public String sentence() {
        return "Passes when an IMAP server greets and answers, after STARTTLS and a login where they are set.";
    }

    @Override
    public List<OptionSpec> options() {
        return MailboxOptions.IMAP;
    }

    @Override
    public List<OptionRule> rules() {
        return MailboxOptions.IMAP_RULES;
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        return MailboxProbe.run(target, deadline, MailboxProbe.Encryption.of(target), ImapDialogue::hold);
    }
}
