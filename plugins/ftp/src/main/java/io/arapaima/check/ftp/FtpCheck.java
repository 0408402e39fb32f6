package io.arapaima.check.ftp;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.NumberedReply;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * The control connection of an FTP server: greeting, encryption, login, and whether a file is there. No data connection
 * is opened: through a director it would be another server's.
 */
@Extension
public final class FtpCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public FtpCheck() {
        super("ftp",
                "Passes when an FTP server greets, lets a user in where one is set, and has a file where one is named.",
                CheckTls.options("none is sent",
                        OptionSpec.choice("tls",
                                "Encryption: none, AUTH TLS after the greeting, or TLS from the first byte.",
                                "none", "starttls", "tls"),
                        OptionSpec.of("user", OptionSpec.Type.TEXT,
                                "User to log in as, for example anonymous; no login when unset."),
                        OptionSpec.of("password", OptionSpec.Type.TEXT,
                                "Password of the user, or @ and the file it stands in; unset means lvs@."),
                        OptionSpec.of("file", OptionSpec.Type.TEXT,
                                "A file that must be there for that user (SIZE); only its size is asked for.")),
                CheckTls.rules(OptionRule.needs("file", "user"),
                        OptionRule.form("user", "[^\\p{Cntrl}]*",
                                "must have no control characters"),
                        OptionRule.form("password", "[^\\p{Cntrl}]*",
                                "must have no control characters"),
                        OptionRule.form("file", "[^\\p{Cntrl}]*",
                                "must have no control characters")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        Optional<String> user = options.find("user");
        Optional<String> file = options.find("file");
        String password = options.secret("password").orElse("lvs@");
        for (String each : List.of(user.orElse(""), file.orElse(""), password)) {
            if (each.chars().anyMatch(Character::isISOControl)) {
                throw new UndecidedException("user, password or file has a control character; FTP has lines");
            }
        }
        try (var session = CheckSession.open(target, deadline)) {
            CheckSocket connection = session.connection();
            NumberedReply greeting = greeting(connection);
            session.startTlsAfter(() -> asked(connection, "AUTH TLS").expecting(2, "to AUTH TLS"));
            if (user.isPresent()) {
                logIn(connection, user.get(), password);
            }
            if (file.isPresent()) {
                asked(connection, "TYPE I").expecting(2, "to TYPE I");
                asked(connection, "SIZE " + file.get()).expecting(2, "to SIZE " + Quoted.of(file.get()));
            }
            var passed = session.passed(greeting.toString());
            connection.send("QUIT\r\n");
            return passed;
        }
    }

    private static NumberedReply greeting(CheckSocket connection) throws IOException {
        NumberedReply greeting = NumberedReply.read(connection);
        while (greeting.code() == 120) {
            // "Service ready in some minutes": the greeting proper follows.
            greeting = NumberedReply.read(connection);
        }
        return greeting.expecting(2, "as a greeting");
    }

    private static void logIn(CheckSocket connection, String user, String password) throws IOException {
        NumberedReply welcome = asked(connection, "USER " + user);
        if (welcome.code() == 332) {
            throw new FailedException(Reason.CONTENT,
                    "expected 230 or 331 to user " + user + ", got " + welcome + ", which wants an account");
        }
        if (welcome.code() / 100 == 3) {
            welcome = asked(connection, "PASS " + password);
        }
        welcome.expecting(2, "to the login of " + user);
    }

    /** FTP's words are UTF-8 since RFC 2640. */
    private static NumberedReply asked(CheckSocket connection, String command) throws IOException {
        return NumberedReply.to(connection, command, StandardCharsets.UTF_8);
    }
}
