package io.arapaima.check.smtp;

import io.arapaima.check.CheckTls;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import java.util.List;

/** The options of both checks. */
final class SmtpOptions {
    private SmtpOptions() {}

    /** The choice that comes first is the default. */
    static final List<OptionRule> RULES = CheckTls.rules(OptionRule.needs("to", "from"),
            OptionRule.together("user", "password").getFirst(),
            OptionRule.together("user", "password").getLast(),
            OptionRule.form("helo", "[^\\s<>\\p{Cntrl}]*",
                    "must be without blanks, angle brackets and control characters"),
            OptionRule.form("from", "[^\\s<>\\p{Cntrl}]*",
                    "must be without blanks, angle brackets and control characters"),
            OptionRule.form("to", "[^\\s<>\\p{Cntrl}]*",
                    "must be without blanks, angle brackets and control characters"));

    static List<OptionSpec> with(String tls) {
        String sentence = "Encryption: none, STARTTLS, or TLS from the first byte.";
        OptionSpec encryption = tls.equals("none")
                ? OptionSpec.choice("tls", sentence, "none", "starttls", "tls")
                : OptionSpec.choice("tls", sentence, "starttls", "none", "tls");
        return CheckTls.options("none is sent",
                OptionSpec.of("helo", OptionSpec.Type.TEXT, "The name to say in EHLO.").withDefault("localhost"),
                encryption,
                OptionSpec.of("user", OptionSpec.Type.TEXT,
                        "User to log in as, by AUTH PLAIN or LOGIN; no login when unset."),
                OptionSpec.of("password", OptionSpec.Type.TEXT,
                        "Password of the user, or @ and the file it stands in."),
                OptionSpec.of("from", OptionSpec.Type.TEXT,
                        "Sender that the server must take in MAIL, without angle brackets; empty is the sender of "
                                + "bounces; MAIL is not said when unset."),
                OptionSpec.of("to", OptionSpec.Type.TEXT,
                        "Recipient that the server must take in RCPT; needs from. No mail is sent: RSET follows."),
                OptionSpec.of("greeting", OptionSpec.Type.REGEX,
                        "A regular expression that must be found in the words of the greeting."));
    }
}
