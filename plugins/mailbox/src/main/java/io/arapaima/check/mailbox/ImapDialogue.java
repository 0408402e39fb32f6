package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionText;
import io.arapaima.check.Quoted;
import io.arapaima.check.UndecidedException;
import io.arapaima.check.mailbox.MailboxProbe.Login;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IMAP (RFC 3501, 9051): every command has a tag, and the line that begins with the tag ends its answer. */
final class ImapDialogue {
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 200;
    private static final char DELETE = 0x7f;
    private static final Pattern CODE = Pattern.compile("\\S+ (?:NO|no|No) \\[([A-Za-z0-9-]+)[ \\]].*");
    /** Who is over a limit of his own, or may not act as whom he names, has proven who he is (RFC 5530, section 3). */
    private static final Set<String> AFTER_A_RIGHT_LOGIN = Set.of("LIMIT", "INUSE", "AUTHORIZATIONFAILED");

    private final MailboxProbe probe;
    private final CheckSocket connection;
    private int tag;
    private String capabilities = "";

    private ImapDialogue(MailboxProbe probe) {
        this.probe = probe;
        this.connection = probe.connection();
    }

    static Passed hold(MailboxProbe probe) throws IOException {
        return new ImapDialogue(probe).hold();
    }

    private Passed hold() throws IOException {
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
            String code = logIn(probe.login().get());
            if (AFTER_A_RIGHT_LOGIN.contains(code)) {
                return rightLogin(code);
            }
        }
        if (probe.mailbox().isPresent()) {
            // A mailbox that somebody has locked is there.
            command("EXAMINE " + quoted("mailbox", Utf7.of(probe.mailbox().get())),
                    "EXAMINE of " + probe.mailbox().get(),
                    Set.of("INUSE"));
        }
        send("LOGOUT");
        return probe.session().passed(greeting);
    }

    private Passed rightLogin(String code) throws UndecidedException {
        String words = "the login is right, but the server says [" + code
                + "], such as too many connections of this user";
        if (probe.mailbox().isPresent()) {
            throw new UndecidedException(words + "; so the mailbox could not be opened");
        }
        return probe.rightLogin(words);
    }

    private void askCapabilities() throws IOException {
        command("CAPABILITY", "CAPABILITY", Set.of());
    }

    private boolean offers(String capability) {
        return (capabilities + " ").contains(" " + capability + " ");
    }

    private void askForTls() throws IOException {
        if (!offers("STARTTLS")) {
            throw new FailedException(Reason.TLS, "expected an offer of STARTTLS, got" + capabilities);
        }
        command("STARTTLS", "STARTTLS", Set.of());
    }

    /** {@return the code of a refusal that follows a right login; empty when the user is in} */
    private String logIn(Login login) throws IOException {
        String what = "the login of " + login.user();
        if (offers("AUTH=PLAIN")) {
            send("AUTHENTICATE PLAIN");
            String line = nextAnswer(what);
            if (!line.startsWith("+")) {
                throw refused(what, line);
            }
            byte[] words = OptionText.bytes("\0" + login.user() + "\0" + login.password());
            connection.send(Base64.getEncoder().encodeToString(words) + "\r\n");
            return awaitOk(what, AFTER_A_RIGHT_LOGIN);
        }
        if (offers("LOGINDISABLED")) {
            throw needsEncryption("LOGINDISABLED");
        }
        return command("LOGIN " + quoted("user", login.user()) + " " + quoted("password", login.password()), what,
                AFTER_A_RIGHT_LOGIN);
    }

    private static String quoted(String option, String text) throws UndecidedException {
        if (!text.chars().allMatch(c -> c >= ' ' && c != DELETE)) {
            throw new UndecidedException("option " + option + " has control characters, which IMAP cannot quote");
        }
        byte[] bytes = OptionText.bytes(text);
        return bytes.length > text.length() || text.chars().anyMatch(c -> c > DELETE)
                ? "{" + bytes.length + "}\r\n" + text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static UndecidedException needsEncryption(String code) {
        return new UndecidedException("the server takes no login without encryption (" + code
                + "); set tls = starttls or use imaps");
    }

    private String command(String words, String what, Set<String> taken) throws IOException {
        tag++;
        // A literal, which is counted and not quoted, follows when the server has asked for it.
        String[] pieces = ("a" + tag + " " + words).split("\r\n", -1);
        for (int i = 0; i < pieces.length - 1; i++) {
            connection.send(pieces[i] + "\r\n");
            String line = nextAnswer(what);
            if (!line.startsWith("+")) {
                throw refused(what, line);
            }
        }
        connection.send(pieces[pieces.length - 1] + "\r\n");
        return awaitOk(what, taken);
    }

    private void send(String words) throws IOException {
        tag++;
        connection.send("a" + tag + " " + words + "\r\n");
    }

    /** {@return nothing when the server says OK, or the code of its refusal (RFC 5530) when that is one of those taken} */
    private String awaitOk(String what, Set<String> taken) throws IOException {
        String line = nextAnswer(what);
        if (startsWith(line, "a" + tag + " OK")) {
            return "";
        }
        Matcher code = CODE.matcher(line);
        String said = code.matches() ? code.group(1).toUpperCase(Locale.ROOT) : "";
        if (taken.contains(said)) {
            return said;
        }
        if (said.equals("PRIVACYREQUIRED")) {
            throw needsEncryption(said);
        }
        throw refused(what, line);
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
