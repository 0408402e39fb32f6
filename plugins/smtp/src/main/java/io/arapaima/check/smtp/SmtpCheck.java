package io.arapaima.check.smtp;

import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import org.pf4j.Extension;

/** A session with a mail server: greeting, EHLO, and as much more as the options say. */
@Extension
public final class SmtpCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public SmtpCheck() {
        super("smtp",
                "Passes when a mail server greets, and takes a login and the addresses of a mail where they are set.",
                SmtpOptions.with("none"),
                SmtpOptions.RULES);
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        return new SmtpProbe(target, deadline).run();
    }
}
