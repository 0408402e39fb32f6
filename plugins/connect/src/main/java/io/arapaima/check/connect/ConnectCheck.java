package io.arapaima.check.connect;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import org.pf4j.Extension;

/** Passes when a TCP connection can be opened: Piranha's nanny without send and expect. */
@Extension
public final class ConnectCheck implements RoutedCheck {
    /** Creates the check; PF4J calls this. */
    public ConnectCheck() {
        CheckSocket.readyToReach();
    }

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public String sentence() {
        return "Passes when a TCP connection can be opened.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of();
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        return new CheckResult.Passed(CheckSocket.reach(target, deadline), "connected");
    }
}
