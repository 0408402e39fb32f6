package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.Deadline;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import org.pf4j.Extension;

/** The check {@code pop}: plain, or with STLS. */
@Extension
public final class PopCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public PopCheck() {
        super("pop", "Passes when a POP3 server greets and answers, after STLS and a login where they are set.",
                MailboxOptions.POP,
                MailboxOptions.RULES);
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        return MailboxProbe.run(target, deadline, Encryption.of(target.options()), PopDialogue::hold);
    }
}
