package io.arapaima.check.mailbox;

import io.arapaima.check.CheckTls;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import java.util.List;
import java.util.stream.Stream;

/** The options of the four checks. */
final class MailboxOptions {
    private static final OptionSpec TLS = OptionSpec.choice("tls",
            "Encryption: none, or from the server's go-ahead to STARTTLS (POP3: STLS) on.", "none", "starttls");
    private static final List<OptionSpec> LOGIN = List.of(
            OptionSpec.of("user", OptionSpec.Type.TEXT, "User to log in as; no login when unset."),
            OptionSpec.of("password", OptionSpec.Type.TEXT, "Password of the user, or @ and the file it stands in."));
    private static final List<OptionSpec> MAILBOX = List.of(OptionSpec.of("mailbox", OptionSpec.Type.TEXT,
            "A mailbox, for example INBOX, that must open for reading after the login (EXAMINE)."));

    static final List<OptionSpec> POPS = joined(LOGIN, CheckTls.options("none is sent"));
    static final List<OptionSpec> POP = joined(List.of(TLS), POPS);
    static final List<OptionSpec> IMAPS = joined(LOGIN, joined(MAILBOX, CheckTls.options("none is sent")));
    static final List<OptionSpec> IMAP = joined(List.of(TLS), IMAPS);

    private MailboxOptions() {}

    static final List<OptionRule> RULES = CheckTls.rules(OptionRule.together("user", "password").getFirst(),
            OptionRule.together("user", "password").getLast(),
            OptionRule.form("user", "[^\\x00-\\x1f\\x7f]*",
                    "must have no control characters"),
            OptionRule.form("password", "[^\\x00-\\x1f\\x7f]*",
                    "must have no control characters"));
    static final List<OptionRule> IMAP_RULES = OptionRule.all(RULES, OptionRule.needs("mailbox", "user"),
            OptionRule.form("mailbox", "[^\\x00-\\x1f\\x7f]*",
                    "must have no control characters"));

    private static List<OptionSpec> joined(List<OptionSpec> first, List<OptionSpec> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
