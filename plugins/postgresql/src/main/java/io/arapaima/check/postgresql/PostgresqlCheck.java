package io.arapaima.check.postgresql;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Notice;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pf4j.Extension;

/** Login, role among replicas, and one query. Without a user, whether the server would take a login at all. */
@Extension
public final class PostgresqlCheck extends ProtocolCheck {
    private static final String STRANGER = "arapaima";
    /** Of a replica that has replayed all it got, the age of the last change says nothing. */
    private static final String LAG = "SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0 "
            + "ELSE COALESCE(EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp()), 0) END";

    /** Creates the check; PF4J calls this. */
    public PostgresqlCheck() {
        super("postgresql",
                "Passes when a PostgreSQL server takes logins, is in the expected role and answers a query as expected.",
                CheckTls.options("none is sent",
                        OptionSpec.of("user", OptionSpec.Type.TEXT,
                                "User to log in as; unset means that it is enough to be asked for a login."),
                        OptionSpec.of("password", OptionSpec.Type.TEXT,
                                "Password of the user, or @ and the file it stands in, for SCRAM-SHA-256, md5 and password."),
                        OptionSpec.of("database", OptionSpec.Type.TEXT,
                                "Database to connect to; unset means the user's own."),
                        OptionSpec.choice("role", "The role that passes.", "any", "primary", "replica"),
                        OptionSpec.of("max-lag", OptionSpec.Type.INTEGER,
                                "Fails a replica that is further behind with what it got; needs role = replica.")
                                .between(1, 86_400, "s"),
                        OptionSpec.of("query", OptionSpec.Type.TEXT,
                                "A query that must succeed, for example SELECT 1."),
                        OptionSpec.of("answer", OptionSpec.Type.REGEX,
                                "A regular expression that must be found in the first value of the first row; needs query."),
                        OptionSpec.of("tls", OptionSpec.Type.BOOLEAN, "Whether to go over to TLS before the login.")
                                .withDefault("0")),
                CheckTls.rules(OptionRule.needs("password", "user"),
                        OptionRule.needs("query", "user"),
                        OptionRule.needs("max-lag", "user"),
                        OptionRule.needs("role", "user"),
                        OptionRule.needs("answer", "query"),
                        OptionRule.needs("max-lag", "role", "replica"),
                        OptionRule.form("user", "[^\\x00]+",
                                "must not be empty"),
                        OptionRule.form("password", "[^\\x00]+",
                                "must not be empty"),
                        OptionRule.form("database", "[^\\x00]+",
                                "must not be empty"),
                        OptionRule.form("query", "[^\\x00]+",
                                "must not be empty")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        Options options = target.options();
        Optional<String> password = options.secret("password");
        checkOptions(options, password);
        Encryption encryption = options.isSet("tls") ? Encryption.STARTTLS : Encryption.NONE;
        try (var session = CheckSession.open(target, deadline, encryption)) {
            var postgresql = new PgSession(session.connection());
            session.startTlsAfter(postgresql::askForTls);
            postgresql.start(options.find("user").orElse(STRANGER), options.find("database"));
            if (options.find("user").isEmpty()) {
                String seen = wouldTakeALogin(postgresql.firstAnswer());
                return session.passed(seen);
            }
            Map<Character, String> refusal = postgresql.logIn(options.text("user"), password.orElse(""));
            if (!refusal.isEmpty()) {
                return rightLogin(refusal, options, session);
            }
            String seen = role(postgresql, options, session) + answer(postgresql, options, deadline);
            var passed = session.passed("logged in" + seen);
            postgresql.end();
            return passed;
        }
    }

    private static void checkOptions(Options options, Optional<String> password) throws UndecidedException {
        for (String each : List.of(options.find("user").orElse("-"), password.orElse("-"),
                options.find("database").orElse("-"), options.find("query").orElse("-"))) {
            if (each.isEmpty() || each.indexOf('\0') >= 0) {
                throw new UndecidedException("one of user, password, database and query is empty or has a NUL");
            }
        }
    }

    /** As pg_isready judges: a refusal of this stranger is a sign of life, of everybody is not. */
    private static String wouldTakeALogin(PgMessage message) throws IOException {
        if (message.type() == 'R') {
            return "asks for a login";
        }
        Map<Character, String> fields = message.fields();
        String code = fields.getOrDefault('C', "");
        String error = PgSession.error(fields);
        // Class 28: this user may not; class 3D: there is no such database.
        if (code.startsWith("28") || code.startsWith("3D")) {
            return error;
        }
        throw new FailedException(Reason.CONTENT, "expected to be asked for a login, got " + error);
    }

    /** The server works, but not for this user at this database. */
    private static CheckResult rightLogin(Map<Character, String> refusal, Options options, CheckSession session)
            throws IOException {
        String error = PgSession.error(refusal);
        boolean named = options.find("database").isPresent();
        if (named && Refusal.isWithoutDatabase(refusal)) {
            throw new FailedException(Reason.CONTENT,
                    "expected the database " + options.text("database") + ", got " + error);
        }
        String words = "the login is right, but: " + error + (named ? "" : "; set database");
        if (options.find("query").isPresent() || !options.text("role").equals("any")) {
            throw new UndecidedException(words);
        }
        return session.passed(words, new Notice("login of " + options.text("user"), words));
    }

    private static String role(PgSession postgresql, Options options, CheckSession session) throws IOException {
        String wanted = options.text("role");
        if (wanted.equals("any")) {
            return "";
        }
        String role = postgresql.query("SELECT pg_is_in_recovery()").orElse("").equals("t") ? "replica" : "primary";
        if (!role.equals(wanted)) {
            throw new FailedException(Reason.CONTENT, "expected the role " + wanted + ", got " + role);
        }
        if (options.find("max-lag").isPresent()) {
            double lag = seconds(postgresql.query(LAG).orElse(""));
            session.add(new Metric("lag", lag, "s"));
            if (lag > options.integer("max-lag")) {
                throw new FailedException(Reason.CONTENT,
                        "expected a lag of at most " + options.integer("max-lag") + " s, got " + lag + " s");
            }
        }
        return ", role " + role;
    }

    private static double seconds(String number) throws IOException {
        if (!number.matches("-?[0-9]{1,12}(\\.[0-9]{1,12})?")) {
            throw new FailedException(Reason.CONTENT, "expected a lag in seconds, got " + Quoted.of(number));
        }
        return Math.max(0, Double.parseDouble(number));
    }

    private static String answer(PgSession postgresql, Options options, Deadline deadline)
            throws IOException, InterruptedException {
        if (options.find("query").isEmpty()) {
            return "";
        }
        String value = postgresql.query(options.text("query")).orElse("");
        Optional<AnswerPattern> wanted = AnswerPattern.of(options, "answer");
        if (wanted.isPresent()) {
            wanted.get().require("an answer", value, deadline);
        }
        return ", answer " + Quoted.of(value);
    }
}
