package io.arapaima.check.memcached;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Quoted;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pf4j.Extension;

/** Version and, on request, statistics, in memcached's text protocol. */
@Extension
public final class MemcachedCheck implements RoutedCheck {
    private static final int LONGEST_LINE = 1024;
    private static final int MOST_LINES = 500;
    private static final String STRANGER = "CLIENT_ERROR unauthenticated";

    /** Creates the check; PF4J calls this. */
    public MemcachedCheck() {}

    @Override
    public String name() {
        return "memcached";
    }

    @Override
    public String sentence() {
        return "Passes when a memcached server tells its version, and is not fuller than allowed.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.of("max-connections", OptionSpec.Type.INTEGER,
                        "Fails when the server has more connections; the statistics are asked for when this is set.")
                        .between(1, 10_000_000, ""));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        try (var connection = CheckSocket.connect(target, deadline)) {
            String version = asked(connection, "version");
            if (version.equals(STRANGER)) {
                return stranger(connection, target.options().find("max-connections").isPresent());
            }
            if (!version.startsWith("VERSION ")) {
                throw unexpected("VERSION", version);
            }
            if (target.options().find("max-connections").isEmpty()) {
                return new Passed(connection.elapsed(), version);
            }
            double connections = connections(connection);
            int most = target.options().integer("max-connections");
            if (connections > most) {
                throw new FailedException(Reason.CONTENT,
                        "expected at most " + most + " connections, got " + (long) connections);
            }
            return new Passed(connection.elapsed(), version + ", " + (long) connections + " connections",
                    List.of(new Metric("connections", connections, "")));
        }
    }

    /** A server with logins (-Y) works; what it tells nobody but its users is its statistics. */
    private static CheckResult stranger(CheckSocket connection, boolean statistics) throws UndecidedException {
        if (statistics) {
            throw new UndecidedException(
                    "the server tells its statistics to nobody without a login, which this check cannot do; "
                            + "remove memcached_max_connections");
        }
        return new Passed(connection.elapsed(), "asks for a login");
    }

    private static String asked(CheckSocket connection, String command) throws IOException {
        connection.send(command + "\r\n");
        return connection.readLine(LONGEST_LINE);
    }

    /** An error is an answer of memcached; what it does not know at all is another protocol. */
    private static IOException unexpected(String wanted, String line) {
        String text = "expected " + wanted + ", got " + Quoted.of(line);
        boolean error = line.equals("ERROR") || line.startsWith("SERVER_ERROR") || line.startsWith("CLIENT_ERROR");
        return error ? new FailedException(Reason.CONTENT, text) : new ProtocolException(text);
    }

    private static double connections(CheckSocket connection) throws IOException {
        Map<String, String> statistics = new HashMap<>();
        String line = asked(connection, "stats");
        for (int i = 0; i < MOST_LINES && !line.equals("END"); i++) {
            int name = line.indexOf(' ') + 1;
            int value = line.indexOf(' ', name) + 1;
            if (!line.startsWith("STAT ") || value == 0) {
                throw unexpected("statistics", line);
            }
            statistics.put(line.substring(name, value - 1), line.substring(value));
            line = connection.readLine(LONGEST_LINE);
        }
        String number = statistics.getOrDefault("curr_connections", "");
        if (!number.matches("[0-9]{1,9}")) {
            throw new ProtocolException("expected the statistic curr_connections, got " + Quoted.of(number));
        }
        return Double.parseDouble(number);
    }
}
