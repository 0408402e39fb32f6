package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.Deadline;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import org.pf4j.Extension;

/** The check {@code pops}: TLS from the first byte, at the port of the service. */
@Extension
public final class PopsCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public PopsCheck() {
        super("pops", "Passes when a POP3 server greets and answers over TLS, after a login where it is set.",
                MailboxOptions.POPS,
                MailboxOptions.RULES);
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        return MailboxProbe.run(target, deadline, Encryption.TLS, PopDialogue::hold);
    }
}
