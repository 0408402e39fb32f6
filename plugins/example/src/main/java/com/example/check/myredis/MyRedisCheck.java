package com.example.check.myredis;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** Passes when a Redis server answers PING with PONG. */
@Extension
public final class MyRedisCheck implements Check {
    /** Error messages of Redis are shorter; what is longer is not Redis. */
    private static final int LONGEST_LINE = 200;

    /** Creates the check; PF4J calls this. */
    public MyRedisCheck() {}

    @Override
    public String name() {
        return "my-redis";
    }

    @Override
    public String sentence() {
        return "Passes when a Redis server answers PING with PONG.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.of("password", OptionSpec.Type.TEXT, "Password to log in with; no login when unset."),
                OptionSpec.of("max-delay", OptionSpec.Type.DURATION, "Longest time until the answer.")
                        .between(1, 60_000, "ms").withDefault("2"));
    }

    @Override
    public List<OptionRule> rules() {
        return List.of(OptionRule.form("password", "[^\\p{Cntrl} ]*", "must have no blanks"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        try (var redis = CheckSocket.connect(target, deadline)) {
            Optional<String> password = target.options().secret("password");
            if (password.isPresent()) {
                String welcome = asked(redis, "AUTH " + password.get());
                if (!welcome.equals("+OK")) {
                    return refused(welcome);
                }
            }
            String pong = asked(redis, "PING");
            if (!pong.equals("+PONG")) {
                return refused(pong);
            }
            Duration delay = redis.elapsed();
            if (delay.compareTo(target.options().duration("max-delay")) > 0) {
                return new Failed(Reason.TIMEOUT, "PONG came after " + delay.toMillis() + " ms");
            }
            return new Passed(delay, "PONG", List.of(new Metric("delay", delay.toMillis(), "ms")));
        }
    }

    private static String asked(CheckSocket redis, String command) throws IOException {
        redis.send(command + "\r\n");
        return redis.readLine(LONGEST_LINE);
    }

    /** A line that begins with a dash is Redis saying no; anything else is not Redis. */
    private static Failed refused(String line) {
        return new Failed(line.startsWith("-") ? Reason.CONTENT : Reason.PROTOCOL, "the server said " + line);
    }
}
