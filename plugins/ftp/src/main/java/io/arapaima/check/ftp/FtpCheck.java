package io.arapaima.check.ftp;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.NumberedReply;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/**
 * The control connection of an FTP server: greeting, encryption, login, and whether a file is there. No data connection
 * is opened: through a director it would be another server's.
 */
@Extension
public final class FtpCheck extends ProtocolCheck {
    private static final int ACCOUNT = 332;
    /** Refused for want of protection (RFC 2228, 4217). */
    private static final Set<Integer> POLICY = Set.of(522, 533, 534);
    /** How vsftpd, ProFTPD, Pure-FTPd and FileZilla say the same under other numbers. */
    private static final Pattern ENCRYPTION = Pattern.compile(
            "(?i)must use encryption|(?:SSL|TLS)[\\w /]* required|cleartext sessions|use AUTH first|requires? (?:SSL|TLS|encryption)");
    private static final Set<Integer> UNKNOWN = Set.of(500, 502, 504);

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
                size(connection, file.get());
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
        NumberedReply welcome = permitted(asked(connection, "USER " + user), user);
        if (welcome.code() / 100 == 3) {
            welcome = permitted(asked(connection, "PASS " + password), user);
        }
        welcome.expecting(2, "to the login of " + user);
    }

    /** What the server wants besides is a setting of the check, and no fault of the server. */
    private static NumberedReply permitted(NumberedReply reply, String user) throws UndecidedException {
        if (reply.code() == ACCOUNT) {
            throw new UndecidedException("the server wants an account besides the password of " + user
                    + ", which this check cannot give; set another user (" + reply + ")");
        }
        if (POLICY.contains(reply.code()) || (reply.code() >= 400 && ENCRYPTION.matcher(reply.toString()).find())) {
            throw new UndecidedException(
                    "the server takes no login without encryption; set tls = starttls (" + reply + ")");
        }
        return reply;
    }

    private static void size(CheckSocket connection, String file) throws IOException {
        asked(connection, "TYPE I").expecting(2, "to TYPE I");
        NumberedReply reply = asked(connection, "SIZE " + file);
        if (UNKNOWN.contains(reply.code())) {
            throw new UndecidedException(
                    "the server does not know SIZE, so no file can be asked for; remove ftp_file (" + reply
                            + ")");
        }
        reply.expecting(2, "to SIZE " + Quoted.of(file));
    }

    /** FTP's words are UTF-8 since RFC 2640. */
    private static NumberedReply asked(CheckSocket connection, String command) throws IOException {
        return NumberedReply.to(connection, command);
    }
}
