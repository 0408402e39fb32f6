package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult;
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
 * @param login as whom, if anybody
 * @param mailbox to open, if any
 */
record MailboxProbe(CheckSession session, Optional<Login> login, Optional<String> mailbox) {
    /** Whom to log in. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }

        /** Whether both can stand in a line of a command. */
        boolean isPrintable() {
            return (user + password).chars().allMatch(c -> c >= ' ' && c < 0x7f);
        }
    }

    /** What a protocol says after connecting. */
    @FunctionalInterface
    interface Protocol {
        /** Holds the dialogue; returns what was seen. */
        String hold(MailboxProbe probe) throws IOException;
    }

    static CheckResult run(Target target, Deadline deadline, Encryption encryption, Protocol protocol)
            throws IOException {
        Optional<Login> login = login(target.options());
        try (var session = CheckSession.open(target, deadline, encryption)) {
            return session.passed(
                    protocol.hold(new MailboxProbe(session, login, target.options().find("mailbox"))));
        }
    }

    private static Optional<Login> login(Options options) throws UndecidedException {
        Optional<String> password = options.secret("password");
        return options.find("user").map(user -> new Login(user, password.orElse("")));
    }

    CheckSocket connection() {
        return session.connection();
    }
}
