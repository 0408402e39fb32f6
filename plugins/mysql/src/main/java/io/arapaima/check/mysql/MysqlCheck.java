package io.arapaima.check.mysql;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Notice;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.pf4j.Extension;

/** Greeting, login, and one query. */
@Extension
public final class MysqlCheck extends ProtocolCheck {
    private static final int QUIT = 1;
    private static final int QUERY = 3;
    private static final int PING = 14;
    private static final int END = 0xfe;
    private static final int LONGEST_END = 9;
    private static final int MOST_PACKETS = 1000;

    /** Creates the check; PF4J calls this. */
    public MysqlCheck() {
        super("mysql", "Passes when a MySQL or MariaDB server greets, lets a user in and answers a query as expected.",
                CheckTls.options("none is sent",
                        OptionSpec.of("user", OptionSpec.Type.TEXT,
                                "User to log in as. Without one only the greeting is read; the server counts that as an error of "
                                        + "the connection and may block this director after max_connect_errors of them."),
                        OptionSpec.of("password", OptionSpec.Type.TEXT,
                                "Password of the user, or @ and the file it stands in, for mysql_native_password, "
                                        + "caching_sha2_password, sha256_password and MariaDB's ed25519; unset means none."),
                        OptionSpec.of("database", OptionSpec.Type.TEXT, "Database to use."),
                        OptionSpec.of("query", OptionSpec.Type.TEXT,
                                "A query that must succeed, for example SELECT @@read_only; a ping when unset."),
                        OptionSpec.of("answer", OptionSpec.Type.REGEX,
                                "A regular expression that must be found in the first value of the first row; needs query."),
                        OptionSpec.of("tls", OptionSpec.Type.BOOLEAN, "Whether to go over to TLS before the login.")
                                .withDefault("0")),
                CheckTls.rules(OptionRule.needs("password", "user"),
                        OptionRule.needs("database", "user"),
                        OptionRule.needs("query", "user"),
                        OptionRule.needs("tls", "user"),
                        OptionRule.needs("answer", "query")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        Options options = target.options();
        Optional<Login> login = login(options);
        Encryption encryption = options.isSet("tls") ? Encryption.STARTTLS : Encryption.NONE;
        try (var session = CheckSession.open(target, deadline, encryption)) {
            var packets = new Packets(session.connection());
            ByteBuffer first = packets.read();
            if (Packets.first(first) == ServerError.FIRST) {
                return refused(ServerError.read(first), login.isPresent(), session);
            }
            Greeting greeting = Greeting.read(first);
            if (login.isEmpty()) {
                return session.passed("greeting of " + greeting.server);
            }
            boolean secret = session.startTlsAfter(() -> login.get().askForTls(packets, greeting));
            Optional<ServerError> butRefused = login.get().send(packets, greeting, secret);
            if (butRefused.isPresent()) {
                return rightLogin(butRefused.get(), options, session);
            }
            String seen = asked(packets, options, deadline);
            var passed = session.passed(greeting.server + ", " + seen);
            packets.sendCommand(QUIT, "");
            return passed;
        }
    }

    /** A server that knows no user of this director's answers nevertheless, which is all that is asked without a user. */
    private static CheckResult refused(ServerError error, boolean login, CheckSession session) throws IOException {
        if (login || !error.knowsUsNot()) {
            error.raise("the greeting");
        }
        return session.passed("it answers, but knows no user of this director: " + error);
    }

    /** The server works; what is wrong is the account, and whether a query would be answered is not known. */
    private static CheckResult rightLogin(ServerError error, Options options, CheckSession session)
            throws UndecidedException {
        String words = "the password is right, but the account cannot be used: " + error;
        if (options.find("query").isPresent() || options.find("database").isPresent()) {
            throw new UndecidedException(words);
        }
        return session.passed(words, new Notice("login of " + options.text("user"), words));
    }

    private static Optional<Login> login(Options options) throws UndecidedException {
        Optional<String> user = options.find("user");
        Optional<String> password = options.secret("password");
        Optional<String> database = options.find("database");
        if ((user.orElse("") + password.orElse("") + database.orElse("")).indexOf('\0') >= 0) {
            throw new UndecidedException("user, password or database has a NUL, which the protocol cannot send");
        }
        return user.map(name -> new Login(name, password.orElse(""), database));
    }

    private static String asked(Packets packets, Options options, Deadline deadline)
            throws IOException, InterruptedException {
        if (options.find("query").isEmpty()) {
            packets.sendCommand(PING, "");
            packets.read("the ping");
            return "ping answered";
        }
        packets.sendCommand(QUERY, options.text("query"));
        String value = firstValue(packets);
        Optional<AnswerPattern> wanted = AnswerPattern.of(options, "answer");
        if (wanted.isPresent()) {
            wanted.get().require("an answer", value, deadline);
        }
        return "answer " + Quoted.of(value);
    }

    /** {@return the first value of the first row; empty when there is no row} */
    private static String firstValue(Packets packets) throws IOException {
        try {
            if (Packets.first(packets.read("the query")) == 0) {
                return "";
            }
            skipColumns(packets);
            ByteBuffer row = packets.read("the query");
            return isEnd(row) ? "" : Packets.value(row);
        } catch (BufferUnderflowException _) {
            throw new ProtocolException("a packet of the answer is too short");
        }
    }

    private static void skipColumns(Packets packets) throws IOException {
        for (int i = 0; i < MOST_PACKETS; i++) {
            if (isEnd(packets.read("the query"))) {
                return;
            }
        }
        throw new ProtocolException("the answer to the query has more than " + MOST_PACKETS + " columns");
    }

    private static boolean isEnd(ByteBuffer packet) {
        return Packets.first(packet) == END && packet.limit() < LONGEST_END;
    }
}
