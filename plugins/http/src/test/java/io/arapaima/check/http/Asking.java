package io.arapaima.check.http;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.check.Target.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Asks one server as the engine would. */
record Asking(Check check, InetAddress address, int port) {
    static final Duration LIMIT = Duration.ofSeconds(10);

    CheckResult with(String... optionsAndValues) throws InterruptedException {
        return within(LIMIT, optionsAndValues);
    }

    CheckResult within(Duration limit, String... optionsAndValues) throws InterruptedException {
        try {
            return check.probe(target(optionsAndValues), Deadline.in(limit));
        } catch (IOException e) {
            return CheckResult.of(e);
        }
    }

    Target target(String... optionsAndValues) {
        Map<String, String> set = new HashMap<>();
        for (int i = 0; i < optionsAndValues.length; i += 2) {
            set.put(optionsAndValues[i], optionsAndValues[i + 1]);
        }
        return new Target(address, port, Transport.TCP, LIMIT, Options.of(check.options(), set));
    }
}
