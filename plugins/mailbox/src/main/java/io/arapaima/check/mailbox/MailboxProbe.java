package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Notice;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.Optional;

/**
 * What both protocols have in common: a connection that may go over to TLS, and perhaps a login.
 *
 * @param session with the server
 * @param encryption when it is encrypted
 * @param login as whom, if anybody
 * @param mailbox to open, if any
 */
record MailboxProbe(CheckSession session, Encryption encryption, Optional<Login> login, Optional<String> mailbox) {
    /** Whom to log in. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }

        /** Whether both can stand in a line of a command. */
        boolean isPrintable() {
            return (user + password).chars().allMatch(c -> c >= ' ' && c != 0x7f);
        }
    }

    /** What a protocol says after connecting. */
    @FunctionalInterface
    interface Protocol {
        /** Holds the dialogue. */
        Passed hold(MailboxProbe probe) throws IOException;
    }

    static CheckResult run(Target target, Deadline deadline, Encryption encryption, Protocol protocol)
            throws IOException {
        Optional<Login> login = login(target.options());
        try (var session = CheckSession.open(target, deadline, encryption)) {
            return protocol.hold(new MailboxProbe(session, encryption, login, target.options().find("mailbox")));
        }
    }

    private static Optional<Login> login(Options options) throws UndecidedException {
        Optional<String> password = options.secret("password");
        return options.find("user").map(user -> new Login(user, password.orElse("")));
    }

    /** Whether what is sent can be read on the way. */
    boolean inPlainText() {
        return encryption == Encryption.NONE;
    }

    /** The login is right, but something of the account keeps the check from more. */
    Passed rightLogin(String words) {
        return session.passed(words, new Notice("login of " + login.map(Login::user).orElse("nobody"), words));
    }

    CheckSocket connection() {
        return session.connection();
    }
}
