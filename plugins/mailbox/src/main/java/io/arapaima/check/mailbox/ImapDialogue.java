package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.Quoted;
import io.arapaima.check.UndecidedException;
import io.arapaima.check.mailbox.MailboxProbe.Login;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** IMAP (RFC 3501, 9051): every command has a tag, and the line that begins with the tag ends its answer. */
final class ImapDialogue {
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 200;

    private final MailboxProbe probe;
    private final CheckSocket connection;
    private int tag;
    private String capabilities = "";

    private ImapDialogue(MailboxProbe probe) {
        this.probe = probe;
        this.connection = probe.connection();
    }

    static String hold(MailboxProbe probe) throws IOException {
        return new ImapDialogue(probe).hold();
    }

    private String hold() throws IOException {
        String greeting = connection.readLine(LONGEST_LINE);
        boolean known = startsWith(greeting, "* PREAUTH");
        if (!startsWith(greeting, "* OK") && !known) {
            String text = "expected a greeting with OK or PREAUTH, got " + Quoted.of(greeting);
            throw startsWith(greeting, "* BYE")
                    ? new FailedException(Reason.CONTENT, text)
                    : new ProtocolException(text);
        }
        askCapabilities();
        if (probe.session().startTlsAfter(this::askForTls)) {
            askCapabilities();
        }
        if (probe.login().isPresent() && !known) {
            logIn(probe.login().get());
        }
        if (probe.mailbox().isPresent()) {
            command("EXAMINE " + quoted("mailbox", probe.mailbox().get()), "EXAMINE of " + probe.mailbox().get());
        }
        send("LOGOUT");
        return greeting;
    }

    private void askCapabilities() throws IOException {
        command("CAPABILITY", "CAPABILITY");
    }

    private boolean offers(String capability) {
        return (capabilities + " ").contains(" " + capability + " ");
    }

    private void askForTls() throws IOException {
        if (!offers("STARTTLS")) {
            throw new FailedException(Reason.TLS, "expected an offer of STARTTLS, got" + capabilities);
        }
        command("STARTTLS", "STARTTLS");
    }

    private void logIn(Login login) throws IOException {
        String what = "the login of " + login.user();
        if (offers("AUTH=PLAIN")) {
            send("AUTHENTICATE PLAIN");
            String line = nextAnswer(what);
            if (!line.startsWith("+")) {
                throw refused(what, line);
            }
            byte[] words = ("\0" + login.user() + "\0" + login.password()).getBytes(StandardCharsets.UTF_8);
            connection.send(Base64.getEncoder().encodeToString(words) + "\r\n");
            awaitOk(what);
        } else if (offers("LOGINDISABLED")) {
            throw new FailedException(Reason.CONTENT,
                    "the server takes no login on this connection (LOGINDISABLED); set tls = starttls or use imaps");
        } else {
            command("LOGIN " + quoted("user", login.user()) + " " + quoted("password", login.password()), what);
        }
    }

    private static String quoted(String option, String text) throws UndecidedException {
        if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new UndecidedException("option " + option + " has characters that IMAP cannot quote; use ASCII");
        }
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void command(String words, String what) throws IOException {
        send(words);
        awaitOk(what);
    }

    private void send(String words) throws IOException {
        tag++;
        connection.send("a" + tag + " " + words + "\r\n");
    }

    private void awaitOk(String what) throws IOException {
        String line = nextAnswer(what);
        if (!startsWith(line, "a" + tag + " OK")) {
            throw refused(what, line);
        }
    }

    /** {@return the line with our tag, or one that asks for more} */
    private String nextAnswer(String what) throws IOException {
        String mine = "a" + tag + " ";
        for (int i = 0; i < MOST_LINES; i++) {
            String line = connection.readLine(LONGEST_LINE);
            if (line.startsWith(mine) || line.startsWith("+")) {
                return line;
            }
            if (startsWith(line, "* BYE")) {
                throw refused(what, line);
            }
            if (!line.startsWith("*")) {
                throw new ProtocolException("expected an answer to " + what + ", got " + Quoted.of(line));
            }
            if (startsWith(line, "* CAPABILITY ")) {
                capabilities = line.substring("* CAPABILITY".length()).toUpperCase(Locale.ROOT);
            }
        }
        throw new ProtocolException("more than " + MOST_LINES + " lines, and no answer to " + what);
    }

    private FailedException refused(String what, String line) {
        String words = line.startsWith("a" + tag + " ") ? line.substring(line.indexOf(' ') + 1) : line;
        return new FailedException(Reason.CONTENT, "expected OK to " + what + ", got " + Quoted.of(words));
    }

    private static boolean startsWith(String line, String words) {
        return line.regionMatches(true, 0, words, 0, words.length());
    }
}
