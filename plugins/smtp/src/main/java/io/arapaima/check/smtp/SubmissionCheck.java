package io.arapaima.check.smtp;

import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import org.pf4j.Extension;

/** {@link SmtpCheck} as programs that send mail need it (RFC 6409): STARTTLS unless told otherwise. */
@Extension
public final class SubmissionCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public SubmissionCheck() {
        super("submission",
                "Passes when a submission server greets and goes over to TLS, and takes a login where one is set.",
                SmtpOptions.with("starttls"),
                SmtpOptions.RULES);
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        return new SmtpProbe(target, deadline).run();
    }
}
