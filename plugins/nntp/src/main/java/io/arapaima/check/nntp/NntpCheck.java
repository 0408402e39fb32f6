package io.arapaima.check.nntp;

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
import java.util.Optional;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** A news server: greeting, encryption, login, and whether it carries a group. */
@Extension
public final class NntpCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public NntpCheck() {
        super("nntp",
                "Passes when a news server greets, lets a user in where one is set, and carries a group where one is "
                        + "named.",
                CheckTls.options("none is sent",
                        OptionSpec.choice("tls",
                                "Encryption: none, STARTTLS after the greeting, or TLS from the first byte.",
                                "none", "starttls", "tls"),
                        OptionSpec.of("user", OptionSpec.Type.TEXT,
                                "User to log in as (AUTHINFO); no login when unset."),
                        OptionSpec.of("password", OptionSpec.Type.TEXT,
                                "Password of the user, or @ and the file it stands in."),
                        OptionSpec.of("group", OptionSpec.Type.TEXT,
                                "A newsgroup that must be there, such as news.announce.")),
                CheckTls.rules(OptionRule.form("user", "[^\\p{Cntrl} ]+",
                        "must have no spaces and control characters; NNTP has words"),
                        OptionRule.form("password", "[^\\p{Cntrl} ]+",
                                "must have no spaces and control characters; NNTP has words"),
                        OptionRule.form("group", "[^\\p{Cntrl} ]+",
                                "must have no spaces and control characters; NNTP has words")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        Optional<String> user = options.find("user");
        Optional<String> group = options.find("group");
        Optional<String> password = options.secret("password");
        for (String each : Stream.of(user, group, password).flatMap(Optional::stream).toList()) {
            if (each.isEmpty() || each.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ')) {
                throw new UndecidedException("user, password or group is empty or has a space or a control character; "
                        + "NNTP has words");
            }
        }
        try (var session = CheckSession.open(target, deadline)) {
            CheckSocket connection = session.connection();
            // 200 and 201 greet: posting allowed, and not.
            NumberedReply greeting = expected(NumberedReply.read(connection), "as a greeting", "2");
            session.startTlsAfter(() -> asked(connection, "STARTTLS", "to STARTTLS", "382"));
            if (user.isPresent()) {
                logIn(connection, user.get(), password);
            }
            if (group.isPresent()) {
                asked(connection, "GROUP " + group.get(), "to GROUP " + group.get(), "2");
            }
            var passed = session.passed(greeting.toString());
            connection.send("QUIT\r\n");
            return passed;
        }
    }

    private static void logIn(CheckSocket connection, String user, Optional<String> password) throws IOException {
        String question = "to the login of " + user;
        NumberedReply welcome = asked(connection, "AUTHINFO USER " + user, question, "281", "381");
        if (welcome.code() == 381) {
            asked(connection, "AUTHINFO PASS " + password.orElseThrow(
                    () -> new UndecidedException("the server wants a password for user " + user + "; set password")),
                    question, "281");
        }
    }

    private static NumberedReply asked(CheckSocket connection, String command, String question, String... wanted)
            throws IOException {
        return expected(NumberedReply.to(connection, command), question, wanted);
    }

    private static NumberedReply expected(NumberedReply reply, String question, String... wanted)
            throws FailedException, UndecidedException {
        // RFC 4643, section 2.2, and RFC 4642: what is wanted first is a setting of the check.
        if (reply.code() == 480) {
            throw new UndecidedException("the server wants a login first; set user and password (" + reply + ")");
        }
        if (reply.code() == 483) {
            throw new UndecidedException("the server wants encryption first; set tls = starttls (" + reply + ")");
        }
        if (Stream.of(wanted).noneMatch(String.valueOf(reply.code())::startsWith)) {
            throw new FailedException(Reason.CONTENT, "expected " + String.join(" or ", wanted)
                    + (wanted[0].length() == 1 ? "xx " : " ") + question + ", got " + Quoted.of(reply.toString()));
        }
        return reply;
    }
}
