package io.arapaima.check.mailbox;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What both protocols have in common: a connection that may go over to TLS, and perhaps a login.
 *
 * @param connection to the server
 * @param tls how to go over to TLS
 * @param encryption when to
 * @param login as whom, if anybody
 * @param mailbox to open, if any
 * @param metrics what TLS brought home
 */
record MailboxProbe(CheckSocket connection, CheckTls tls, Encryption encryption, Optional<Login> login,
        Optional<String> mailbox, List<Metric> metrics) {
    /** When a connection is encrypted. */
    enum Encryption {
        /** Never. */
        NONE,
        /** From the server's go-ahead on. */
        STARTTLS,
        /** From the first byte. */
        TLS;

        static Encryption of(Target target) {
            return target.options().text("tls").equals("starttls") ? STARTTLS : NONE;
        }
    }

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
        CheckTls tls = CheckTls.of(target, Optional.empty());
        Optional<Login> login = login(target);
        Optional<String> mailbox = target.options().find("mailbox");
        if (mailbox.isPresent() && login.isEmpty()) {
            throw new UndecidedException("option mailbox is set without user and password; set them too");
        }
        List<Metric> metrics = new ArrayList<>();
        try (var connection = CheckSocket.connect(target, deadline)) {
            var probe = new MailboxProbe(connection, tls, encryption, login, mailbox, metrics);
            if (encryption == Encryption.TLS) {
                probe.startTls();
            }
            String seen = protocol.hold(probe);
            return new Passed(connection.elapsed(), seen, metrics);
        }
    }

    private static Optional<Login> login(Target target) throws UndecidedException {
        Optional<String> user = target.options().find("user");
        Optional<String> password = target.options().secret("password");
        if (user.isPresent() != password.isPresent()) {
            throw new UndecidedException("of the options user and password one is unset; set both or none");
        }
        return user.isEmpty() ? Optional.empty() : Optional.of(new Login(user.get(), password.get()));
    }

    void startTls() throws IOException {
        metrics.add(connection.startTls(tls).metric());
    }
}
