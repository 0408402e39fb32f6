package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.Quoted;
import io.arapaima.check.UndecidedException;
import io.arapaima.check.mailbox.MailboxProbe.Login;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** POP3 (RFC 1939, 2595): every answer to these commands is one line that begins with +OK or -ERR. */
final class PopDialogue {
    /** The RFC allows 512 bytes; some greetings are longer. */
    private static final int LONGEST_LINE = 2048;
    private static final int MOST_LINES = 100;

    private PopDialogue() {}

    static Passed hold(MailboxProbe probe) throws IOException {
        Optional<Login> login = probe.login();
        if (login.isPresent() && !login.get().isPrintable()) {
            throw new UndecidedException("user or password has control characters, which POP3 cannot send");
        }
        CheckSocket connection = probe.connection();
        String greeting = answer(connection, "a greeting");
        probe.session().startTlsAfter(() -> asked(connection, "STLS", "the answer to STLS"));
        if (login.isEmpty()) {
            asked(connection, "QUIT", "the answer to QUIT");
            return probe.session().passed(greeting);
        }
        return loggedIn(probe, login.get());
    }

    private static Passed loggedIn(MailboxProbe probe, Login login) throws IOException {
        CheckSocket connection = probe.connection();
        String welcome = said(connection, "USER " + login.user());
        if (isOk(welcome)) {
            welcome = said(connection, "PASS " + login.password());
        }
        // RFC 2449, section 8.1: both are told to whoever has proven who he is.
        if (isError(welcome, "[IN-USE]")) {
            return probe.session().passed("the login is right, and somebody has the mailbox open");
        }
        if (isError(welcome, "[LOGIN-DELAY]")) {
            return probe.rightLogin(
                    "the server lets this user log in less often than the check does; lengthen check_interval");
        }
        if (!isOk(welcome)) {
            throw refused(probe, login, welcome);
        }
        String mails = asked(connection, "STAT", "the answer to STAT");
        connection.send("QUIT\r\n");
        return probe.session().passed("logged in, STAT says " + mails);
    }

    /** A server that offers STLS, and no USER before it, takes no login in plain text: that is said by the setting, not by it. */
    private static IOException refused(MailboxProbe probe, Login login, String line) {
        if (probe.inPlainText() && line.startsWith("-ERR")) {
            List<String> offers = capabilities(probe.connection());
            if (offers.contains("STLS") && !offers.contains("USER")) {
                return new UndecidedException(
                        "the server takes no login without encryption; set tls = starttls, or use pops (" + line + ")");
            }
        }
        return unexpected("the answer to the login of " + login, line);
    }

    private static List<String> capabilities(CheckSocket connection) {
        List<String> offers = new ArrayList<>();
        try {
            String line = said(connection, "CAPA");
            for (int i = 0; i < MOST_LINES && !line.equals(".") && (i > 0 || isOk(line)); i++) {
                offers.add(line.strip().toUpperCase(Locale.ROOT));
                line = connection.readLine(LONGEST_LINE);
            }
        } catch (IOException _) {
            // it has refused the login and says no more
        }
        return offers;
    }

    private static String said(CheckSocket connection, String command) throws IOException {
        connection.send(command + "\r\n");
        return connection.readLine(LONGEST_LINE);
    }

    private static String asked(CheckSocket connection, String command, String what) throws IOException {
        connection.send(command + "\r\n");
        return answer(connection, what);
    }

    private static String answer(CheckSocket connection, String what) throws IOException {
        String line = connection.readLine(LONGEST_LINE);
        if (isOk(line)) {
            return line;
        }
        throw unexpected(what, line);
    }

    private static IOException unexpected(String what, String line) {
        String text = "expected +OK as " + what + ", got " + Quoted.of(line);
        return line.startsWith("-ERR") ? new FailedException(Reason.CONTENT, text) : new ProtocolException(text);
    }

    private static boolean isOk(String line) {
        return line.startsWith("+OK");
    }

    private static boolean isError(String line, String code) {
        return line.startsWith("-ERR") && line.toUpperCase(Locale.ROOT).contains(code);
    }
}
