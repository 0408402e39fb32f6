package io.arapaima.check.ftp;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.Metric;
import io.arapaima.check.NumberedReply;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.Quoted;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pf4j.Extension;

/**
 * The control connection of an FTP server: greeting, encryption, login, and whether a file is there. No data connection
 * is opened: through a director it would be another server's.
 */
@Extension
public final class FtpCheck implements RoutedCheck {
    /** Creates the check and gets TLS ready; PF4J calls this. */
    public FtpCheck() {
        CheckTls.warmUp();
    }

    @Override
    public String name() {
        return "ftp";
    }

    @Override
    public String sentence() {
        return "Passes when an FTP server greets, lets a user in where one is set, and has a file where one is named.";
    }

    @Override
    public List<OptionSpec> options() {
        return Stream.concat(Stream.of(
                OptionSpec.choice("tls", "Encryption: none, AUTH TLS after the greeting, or TLS from the first byte.",
                        "none", "starttls", "tls"),
                OptionSpec.of("user", OptionSpec.Type.TEXT,
                        "User to log in as, for example anonymous; no login when unset."),
                OptionSpec.of("password", OptionSpec.Type.TEXT,
                        "Password of the user, or @ and the file it stands in; unset means lvs@."),
                OptionSpec.of("file", OptionSpec.Type.TEXT,
                        "A file that must be there for that user (SIZE); only its size is asked for.")),
                CheckTls.options("none is sent").stream()).toList();
    }

    @Override
    public List<OptionRule> rules() {
        return OptionRule.all(CheckTls.rules(),
                OptionRule.needs("file", "user"),
                OptionRule.form("user", "[^\\p{Cntrl}]*",
                        "must have no control characters"),
                OptionRule.form("password", "[^\\p{Cntrl}]*",
                        "must have no control characters"),
                OptionRule.form("file", "[^\\p{Cntrl}]*",
                        "must have no control characters"));
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
        if (file.isPresent() && user.isEmpty()) {
            throw new UndecidedException("option file is set without user; set both");
        }
        CheckTls tls = CheckTls.of(target, Optional.empty());
        List<Metric> metrics = new ArrayList<>();
        try (var connection = CheckSocket.connect(target, deadline)) {
            NumberedReply greeting = open(connection, tls, options.text("tls"), metrics);
            if (user.isPresent()) {
                logIn(connection, user.get(), password);
            }
            if (file.isPresent()) {
                asked(connection, "TYPE I").expecting(2, "to TYPE I");
                asked(connection, "SIZE " + file.get()).expecting(2, "to SIZE " + Quoted.of(file.get()));
            }
            var passed = new Passed(connection.elapsed(), greeting.toString(), metrics);
            connection.send("QUIT\r\n");
            return passed;
        }
    }

    private static NumberedReply open(CheckSocket connection, CheckTls tls, String encryption, List<Metric> metrics)
            throws IOException {
        if (encryption.equals("tls")) {
            metrics.add(connection.startTls(tls).metric());
        }
        NumberedReply greeting = NumberedReply.read(connection);
        while (greeting.code() == 120) {
            // "Service ready in some minutes": the greeting proper follows.
            greeting = NumberedReply.read(connection);
        }
        greeting.expecting(2, "as a greeting");
        if (encryption.equals("starttls")) {
            asked(connection, "AUTH TLS").expecting(2, "to AUTH TLS");
            metrics.add(connection.startTls(tls).metric());
        }
        return greeting;
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
        connection.send((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return NumberedReply.read(connection);
    }
}
