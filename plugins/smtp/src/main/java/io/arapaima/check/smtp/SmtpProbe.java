package io.arapaima.check.smtp;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.NumberedReply;
import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One session. */
final class SmtpProbe {
    private static final Pattern UNFIT = Pattern.compile("[\\s<>\\p{Cntrl}]");

    private static final Pattern GREYLISTED = Pattern.compile("(?i)gr[ea]y-? ?list");

    private final Target target;
    private final Options options;
    private final Deadline deadline;

    SmtpProbe(Target target, Deadline deadline) {
        this.target = target;
        this.options = target.options();
        this.deadline = deadline;
    }

    CheckResult run() throws IOException, InterruptedException {
        String helo = fit("helo").orElseThrow();
        Optional<String> from = fit("from");
        Optional<String> to = fit("to");
        Optional<String> password = options.secret("password");
        try (var session = CheckSession.open(target, deadline)) {
            CheckSocket connection = session.connection();
            NumberedReply greeting = greeting(connection);
            List<String> plain = hello(connection, helo);
            List<String> offers = session.startTlsAfter(() -> askForTls(connection, plain))
                    ? hello(connection, helo)
                    : plain;
            boolean encryptable = Encryption.of(options) == Encryption.NONE && plain.contains("STARTTLS");
            if (password.isPresent()) {
                logIn(connection, offers, options.text("user"), password.get(), encryptable);
            }
            if (from.isPresent()) {
                mail(connection, from.get(), to);
            }
            var passed = session.passed(greeting.toString());
            // Said for the server's log; whatever it answers, it has done all that was asked.
            connection.send("QUIT\r\n");
            return passed;
        }
    }

    /** What would break out of its line must not be sent. */
    private Optional<String> fit(String name) throws UndecidedException {
        Optional<String> value = options.find(name);
        if (value.isPresent() && UNFIT.matcher(value.get()).find()) {
            throw new UndecidedException("option " + name + " is " + Quoted.of(value.get())
                    + "; it must be without blanks, angle brackets and control characters");
        }
        return value;
    }

    private NumberedReply greeting(CheckSocket connection) throws IOException, InterruptedException {
        NumberedReply greeting = NumberedReply.read(connection).expecting(2, "as a greeting");
        Optional<AnswerPattern> wanted = AnswerPattern.of(options, "greeting");
        if (wanted.isPresent()) {
            wanted.get().require("a greeting", String.join("\n", greeting.lines()), greeting.toString(), deadline);
        }
        return greeting;
    }

    /** {@return what the server offers, one a line, in upper case} */
    private static List<String> hello(CheckSocket connection, String helo) throws IOException {
        NumberedReply reply = asked(connection, "EHLO " + helo);
        if (reply.code() / 100 == 5) {
            // RFC 5321, section 3.2: an old server knows HELO alone, and offers nothing.
            asked(connection, "HELO " + helo).expecting(2, "to EHLO or HELO");
            return List.of();
        }
        return reply.expecting(2, "to EHLO").lines().stream().map(line -> line.toUpperCase(Locale.ROOT)).toList();
    }

    private static void askForTls(CheckSocket connection, List<String> offers) throws IOException {
        if (!offers.contains("STARTTLS")) {
            throw new FailedException(Reason.TLS, "expected an offer of STARTTLS, got " + offers);
        }
        asked(connection, "STARTTLS").expecting(2, "to STARTTLS");
    }

    private static void logIn(CheckSocket connection, List<String> offers, String user, String password,
            boolean encryptable) throws IOException {
        List<String> mechanisms = offers.stream().filter(line -> line.startsWith("AUTH ") || line.startsWith("AUTH="))
                .flatMap(line -> Arrays.stream(Pattern.compile("[ =]").split(line.substring(5), -1))).toList();
        NumberedReply welcome;
        if (mechanisms.contains("PLAIN")) {
            welcome = asked(connection, "AUTH PLAIN " + base64("\0" + user + "\0" + password));
        } else if (mechanisms.contains("LOGIN")) {
            permitted(asked(connection, "AUTH LOGIN")).expecting(3, "to AUTH LOGIN");
            asked(connection, base64(user)).expecting(3, "to the user");
            welcome = asked(connection, base64(password));
        } else if (encryptable) {
            throw new UndecidedException("the server offers no login without encryption; set tls = starttls");
        } else {
            throw new FailedException(Reason.CONTENT, "expected an offer of AUTH PLAIN or LOGIN, got "
                    + (mechanisms.isEmpty() ? "none; some servers offer it under TLS alone" : mechanisms));
        }
        permitted(welcome).expecting(2, "to the login of " + user);
    }

    /** What the server wants of us first (RFC 3207, 4954) is a setting of the check, and no fault of the server. */
    private static NumberedReply permitted(NumberedReply reply) throws UndecidedException {
        String words = reply.toString().toLowerCase(Locale.ROOT);
        boolean encryption = reply.code() == 538 || reply.code() == 534
                || (reply.code() == 530 && (words.contains("tls") || words.contains("encrypt")));
        if (encryption) {
            throw new UndecidedException("the server wants encryption first; set tls = starttls (" + reply + ")");
        }
        if (reply.code() == 530) {
            throw new UndecidedException("the server wants a login first; set user and password (" + reply + ")");
        }
        return reply;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(OptionText.bytes(text));
    }

    private static void mail(CheckSocket connection, String from, Optional<String> to) throws IOException {
        permitted(asked(connection, "MAIL FROM:<" + from + ">")).expecting(2, "to MAIL FROM:<" + from + ">");
        if (to.isPresent()) {
            NumberedReply reply = permitted(asked(connection, "RCPT TO:<" + to.get() + ">"));
            // Whoever asks for a second try later would take it then, and works.
            if (reply.code() / 100 != 4 || !GREYLISTED.matcher(reply.toString()).find()) {
                reply.expecting(2, "to RCPT TO:<" + to.get() + ">");
            }
        }
        asked(connection, "RSET").expecting(2, "to RSET");
    }

    private static NumberedReply asked(CheckSocket connection, String command) throws IOException {
        return NumberedReply.to(connection, command);
    }
}
