package io.arapaima.check.http;

import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import org.pf4j.Extension;

/**
 * Passes when one HTTP request is answered with the expected status and, where one is asked for, a matching body. A
 * redirect is an answer, not an instruction: on request it is followed, but never to another server, because a real server
 * that sends its clients to a healthy neighbour is not healthy itself (ldirectord is fooled by it). The status set is
 * keepalived's: 200 to 299.
 */
@Extension
public final class HttpCheck implements RoutedCheck {
    /** Creates the check; PF4J calls this. */
    public HttpCheck() {}

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String sentence() {
        return "Passes when an HTTP request is answered with the expected status and body.";
    }

    @Override
    public List<OptionSpec> options() {
        return HttpOptions.HTTP;
    }

    @Override
    public List<OptionRule> rules() {
        return HttpOptions.RULES;
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        return new HttpProbe(target, deadline, Scheme.HTTP).run();
    }
}
