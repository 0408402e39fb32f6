package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.Quoted;
import io.arapaima.check.UndecidedException;
import io.arapaima.check.mailbox.MailboxProbe.Login;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;

/** POP3 (RFC 1939, 2595): every answer to these commands is one line that begins with +OK or -ERR. */
final class PopDialogue {
    /** The RFC allows 512 bytes; some greetings are longer. */
    private static final int LONGEST_LINE = 2048;

    private PopDialogue() {}

    static String hold(MailboxProbe probe) throws IOException {
        Optional<Login> login = probe.login();
        if (login.isPresent() && !login.get().isPrintable()) {
            throw new UndecidedException("user or password has characters that POP3 cannot send; use ASCII");
        }
        CheckSocket connection = probe.connection();
        String greeting = answer(connection, "a greeting");
        probe.session().startTlsAfter(() -> asked(connection, "STLS", "the answer to STLS"));
        if (login.isEmpty()) {
            asked(connection, "QUIT", "the answer to QUIT");
            return greeting;
        }
        asked(connection, "USER " + login.get().user(), "the answer to user " + login.get());
        asked(connection, "PASS " + login.get().password(), "the answer to the login of " + login.get());
        String mails = asked(connection, "STAT", "the answer to STAT");
        connection.send("QUIT\r\n");
        return "logged in, STAT says " + mails;
    }

    private static String asked(CheckSocket connection, String command, String what) throws IOException {
        connection.send(command + "\r\n");
        return answer(connection, what);
    }

    private static String answer(CheckSocket connection, String what) throws IOException {
        String line = connection.readLine(LONGEST_LINE);
        if (line.startsWith("+OK")) {
            return line;
        }
        String text = "expected +OK as " + what + ", got " + Quoted.of(line);
        throw line.startsWith("-ERR") ? new FailedException(Reason.CONTENT, text) : new ProtocolException(text);
    }
}
