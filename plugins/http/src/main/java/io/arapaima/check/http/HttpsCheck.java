package io.arapaima.check.http;

import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import org.pf4j.Extension;

/**
 * {@link HttpCheck} over TLS 1.2 or 1.3. The certificate is verified only on request, as with keepalived: most real
 * servers carry the name of the virtual service or none. Every pass brings the metric {@code cert-days}, the days until
 * the server's own certificate expires.
 */
@Extension
public final class HttpsCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public HttpsCheck() {
        super("https",
                "Passes when an HTTPS request is answered with the expected status and body; watches the certificate.",
                HttpOptions.HTTPS,
                HttpOptions.SECURE_RULES);
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        return new HttpProbe(target, deadline, Scheme.HTTPS).run();
    }
}
