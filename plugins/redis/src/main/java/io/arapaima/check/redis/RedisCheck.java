package io.arapaima.check.redis;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** PING, and who the server is among its replicas, by ROLE. */
@Extension
public final class RedisCheck extends ProtocolCheck {
    private static final String ANY = "any";

    /** Creates the check; PF4J calls this. */
    public RedisCheck() {
        super("redis", "Passes when a Redis or Valkey server answers PING, in the expected role.",
                CheckTls.options("none is sent",
                        OptionSpec.of("user", OptionSpec.Type.TEXT, "User to log in as (Redis 6); needs password."),
                        OptionSpec.of("password", OptionSpec.Type.TEXT,
                                "Password to log in with, or @ and the file it stands in; no login when unset."),
                        OptionSpec.choice("role",
                                "The role that passes; a replica must also be connected to its master.", ANY,
                                "master", "replica", "sentinel"),
                        OptionSpec.of("max-lag", OptionSpec.Type.INTEGER,
                                "Fails a replica that has not heard of its master for longer; needs role = replica.")
                                .between(1, 86_400, "s"),
                        OptionSpec.of("tls", OptionSpec.Type.BOOLEAN, "Whether to speak TLS from the first byte.")
                                .withDefault("0")),
                CheckTls.rules(OptionRule.needs("user", "password"),
                        OptionRule.needs("max-lag", "role", "replica")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        Optional<String> password = options.secret("password");
        String role = options.text("role");
        try (var session = CheckSession.open(target, deadline)) {
            var redis = new Resp(session.connection());
            if (password.isPresent()) {
                List<String> words = new ArrayList<>(List.of("AUTH"));
                options.find("user").ifPresent(words::add);
                words.add(password.get());
                redis.ask(words).expecting("OK", "the login");
            }
            redis.ask(List.of("PING")).expecting("PONG", "PING");
            String seen = "PONG";
            if (!role.equals(ANY)) {
                seen = checkRole(redis, role, options.find("max-lag").map(Integer::valueOf));
            }
            return session.passed(seen);
        }
    }

    private static String checkRole(Resp redis, String wanted, Optional<Integer> mostLag) throws IOException {
        Resp.Value answer = redis.ask(List.of("ROLE"));
        List<String> words = answer.words();
        String role = answer.text().equals("slave") ? "replica" : answer.text();
        if (!role.equals(wanted)) {
            throw new FailedException(Reason.CONTENT, "expected the role " + wanted + ", got " + Quoted.of(role));
        }
        if (role.equals("replica")) {
            // slave, master's address, its port, state of the link, offset
            String link = words.size() > 3 ? words.get(3) : "";
            if (!link.equals("connected")) {
                throw new FailedException(Reason.CONTENT, "expected a replica that is connected to its master at "
                        + (words.size() > 1 ? words.get(1) : "an unknown address") + ", got the state "
                        + Quoted.of(link));
            }
            checkLag(redis, mostLag);
        }
        return "PONG, role " + role;
    }

    private static void checkLag(Resp redis, Optional<Integer> most) throws IOException {
        if (most.isEmpty()) {
            return;
        }
        String info = redis.ask(List.of("INFO", "replication")).text();
        Optional<String> line = info.lines().filter(each -> each.startsWith("master_last_io_seconds_ago:")).findFirst();
        String seconds = line.map(each -> each.substring(each.indexOf(':') + 1).strip()).orElse("unknown");
        boolean good = seconds.chars().allMatch(Character::isDigit) && seconds.length() < 10
                && Integer.parseInt(seconds) <= most.get();
        if (!good) {
            throw new FailedException(Reason.CONTENT, "expected a replica that heard of its master within " + most.get()
                    + " s, but that was " + seconds + " s ago");
        }
    }
}
