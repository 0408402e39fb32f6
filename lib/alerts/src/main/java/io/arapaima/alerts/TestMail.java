package io.arapaima.alerts;

import io.arapaima.config.Mail;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One mail, now and past the spool, for {@code lvsctl mail test}: the conversation is the answer. */
final class TestMail {
    /** Somebody waits at a terminal. */
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Pattern ANSWERED = Pattern.compile("\\d{3}[ -].*|\\d{3}");
    /** What we say, but for the text of the mail and the login, which the trace leaves out. */
    private static final Pattern SAID = Pattern
            .compile("(EHLO|HELO|STARTTLS|MAIL FROM|RCPT TO|DATA|RSET|NOOP|QUIT)\\b.*");
    private static final Pattern LOGIN = Pattern.compile("DEBUG SMTP: (AUTH \\S+ (?:succeeded|failed))");

    private TestMail() {}

    static Postbox.Tried send(Mail mail, SmtpAccess access, Instant now) {
        if (mail.to().isEmpty()) {
            return new Postbox.Tried(false, List.of("no mail is configured: lvs.cf has no email_to"));
        }
        var trace = new ByteArrayOutputStream();
        Postbox.Tried outcome;
        try (var out = new PrintStream(trace, true, StandardCharsets.UTF_8)) {
            outcome = converse(mail, access, now, out);
        }
        var lines = new ArrayList<String>();
        trace.toString(StandardCharsets.UTF_8).lines().forEach(line -> {
            var login = LOGIN.matcher(line);
            if (ANSWERED.matcher(line).matches()) {
                lines.add("< " + MailText.line(line));
            } else if (SAID.matcher(line).matches()) {
                lines.add("> " + MailText.line(line));
            } else if (login.matches()) {
                lines.add("> " + login.group(1));
            }
        });
        lines.addAll(outcome.lines());
        return new Postbox.Tried(outcome.sent(), lines);
    }

    private static Postbox.Tried converse(Mail mail, SmtpAccess access, Instant now, PrintStream trace) {
        var style = new MailStyle(access.host(), ZoneId.systemDefault(), mail.language());
        List<String> words = style.words().test(MailText.line(access.host()), style.whole(now));
        var digest = new MailDigest(0, 0, now, now, now, style.mark() + words.getFirst(), words.getLast() + "\n",
                List.of());
        Map<String, SmtpReply> replies;
        try (var smtp = SmtpConversation.open(mail, access.withAnswer(ANSWER), trace)) {
            replies = smtp.send(smtp.read(MailMessage.write(digest, access.host())), mail.to());
        } catch (MailServerException e) {
            return tried(false, "not sent: " + e.getMessage());
        } catch (jakarta.mail.MessagingException e) {
            return tried(false, "not sent: " + e);
        }
        List<String> refused = replies.entrySet().stream().filter(r -> !r.getValue().accepted())
                .map(r -> r.getKey() + ": " + r.getValue().text()).toList();
        int accepted = replies.size() - refused.size();
        return tried(refused.isEmpty(), refused.isEmpty()
                ? "sent to " + String.join(", ", replies.keySet()) + " through " + SmtpAccess.server(mail)
                : "not sent to " + refused.size() + " of " + replies.size()
                        + (accepted > 0 ? ", the others have it" : "")
                        + ": " + String.join("; ", refused));
    }

    private static Postbox.Tried tried(boolean sent, String what) {
        return new Postbox.Tried(sent, List.of(what));
    }
}
