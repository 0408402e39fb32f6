package io.arapaima.check.smtp;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.Metric;
import io.arapaima.check.NumberedReply;
import io.arapaima.check.Options;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One session. */
final class SmtpProbe {
    private static final Pattern UNFIT = Pattern.compile("[\\s<>\\p{Cntrl}]");

    private final Target target;
    private final Options options;
    private final Deadline deadline;
    private final List<Metric> metrics = new ArrayList<>();

    SmtpProbe(Target target, Deadline deadline) {
        this.target = target;
        this.options = target.options();
        this.deadline = deadline;
    }

    CheckResult run() throws IOException, InterruptedException {
        String helo = fit("helo").orElseThrow();
        Optional<String> from = fit("from");
        Optional<String> to = fit("to");
        if (to.isPresent() && from.isEmpty()) {
            throw new UndecidedException("option to is set without from; set both");
        }
        Optional<String> password = options.secret("password");
        if (options.find("user").isPresent() != password.isPresent()) {
            throw new UndecidedException("of the options user and password one is unset; set both or none");
        }
        CheckTls tls = CheckTls.of(target, Optional.empty());
        try (var connection = CheckSocket.connect(target, deadline)) {
            NumberedReply greeting = open(connection, tls);
            List<String> offers = hello(connection, helo);
            if (options.text("tls").equals("starttls")) {
                offers = startTls(connection, tls, offers, helo);
            }
            if (password.isPresent()) {
                logIn(connection, offers, options.text("user"), password.get());
            }
            if (from.isPresent()) {
                mail(connection, from.get(), to);
            }
            var passed = new Passed(connection.elapsed(), greeting.toString(), metrics);
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

    private NumberedReply open(CheckSocket connection, CheckTls tls) throws IOException, InterruptedException {
        if (options.text("tls").equals("tls")) {
            metrics.add(connection.startTls(tls).metric());
        }
        NumberedReply greeting = NumberedReply.read(connection).expecting(2, "as a greeting");
        Optional<AnswerPattern> wanted = options.find("greeting").map(Pattern::compile).map(AnswerPattern::of);
        if (wanted.isPresent() && !wanted.get().foundIn(String.join("\n", greeting.lines()), deadline)) {
            throw new FailedException(Reason.CONTENT,
                    "expected a greeting that matches \"" + wanted.get() + "\", got " + Quoted.of(greeting.toString()));
        }
        return greeting;
    }

    /** {@return what the server offers, one a line, in upper case} */
    private static List<String> hello(CheckSocket connection, String helo) throws IOException {
        connection.send("EHLO " + helo + "\r\n");
        NumberedReply reply = NumberedReply.read(connection);
        if (reply.code() / 100 == 5) {
            // RFC 5321, section 3.2: an old server knows HELO alone, and offers nothing.
            connection.send("HELO " + helo + "\r\n");
            NumberedReply.read(connection).expecting(2, "to EHLO or HELO");
            return List.of();
        }
        return reply.expecting(2, "to EHLO").lines().stream().map(line -> line.toUpperCase(Locale.ROOT)).toList();
    }

    private List<String> startTls(CheckSocket connection, CheckTls tls, List<String> offers, String helo)
            throws IOException {
        if (!offers.contains("STARTTLS")) {
            throw new FailedException(Reason.TLS, "expected an offer of STARTTLS, got " + offers);
        }
        connection.send("STARTTLS\r\n");
        NumberedReply.read(connection).expecting(2, "to STARTTLS");
        metrics.add(connection.startTls(tls).metric());
        return hello(connection, helo);
    }

    private static void logIn(CheckSocket connection, List<String> offers, String user, String password)
            throws IOException {
        List<String> mechanisms = offers.stream().filter(line -> line.startsWith("AUTH ") || line.startsWith("AUTH="))
                .flatMap(line -> Arrays.stream(Pattern.compile("[ =]").split(line.substring(5), -1))).toList();
        if (mechanisms.contains("PLAIN")) {
            connection.send("AUTH PLAIN " + base64("\0" + user + "\0" + password) + "\r\n");
        } else if (mechanisms.contains("LOGIN")) {
            connection.send("AUTH LOGIN\r\n");
            NumberedReply.read(connection).expecting(3, "to AUTH LOGIN");
            connection.send(base64(user) + "\r\n");
            NumberedReply.read(connection).expecting(3, "to the user");
            connection.send(base64(password) + "\r\n");
        } else {
            throw new FailedException(Reason.CONTENT, "expected an offer of AUTH PLAIN or LOGIN, got "
                    + (mechanisms.isEmpty() ? "none; some servers offer it under TLS alone" : mechanisms));
        }
        NumberedReply.read(connection).expecting(2, "to the login of " + user);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void mail(CheckSocket connection, String from, Optional<String> to) throws IOException {
        connection.send("MAIL FROM:<" + from + ">\r\n");
        NumberedReply.read(connection).expecting(2, "to MAIL FROM:<" + from + ">");
        if (to.isPresent()) {
            connection.send("RCPT TO:<" + to.get() + ">\r\n");
            NumberedReply.read(connection).expecting(2, "to RCPT TO:<" + to.get() + ">");
        }
        connection.send("RSET\r\n");
        NumberedReply.read(connection).expecting(2, "to RSET");
    }
}
