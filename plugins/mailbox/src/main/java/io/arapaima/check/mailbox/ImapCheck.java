package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.Deadline;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import org.pf4j.Extension;

/** The check {@code imap}: plain, or with STARTTLS. */
@Extension
public final class ImapCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public ImapCheck() {
        super("imap", "Passes when an IMAP server greets and answers, after STARTTLS and a login where they are set.",
                MailboxOptions.IMAP,
                MailboxOptions.IMAP_RULES);
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        return MailboxProbe.run(target, deadline, Encryption.of(target.options()), ImapDialogue::hold);
    }
}
