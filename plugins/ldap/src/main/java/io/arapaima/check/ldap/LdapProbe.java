package io.arapaima.check.ldap;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Notice;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What both checks do. */
final class LdapProbe {
    private LdapProbe() {}

    /** With the encryption that is the default. */
    static final List<OptionRule> RULES = CheckTls.rules(OptionRule.needs("entry", "base"),
            OptionRule.together("bind-dn", "password").getFirst(),
            OptionRule.together("bind-dn", "password").getLast());

    static List<OptionSpec> options(String encryption) {
        String sentence = "Encryption: none, STARTTLS, or TLS from the first byte.";
        OptionSpec tls = encryption.equals("none")
                ? OptionSpec.choice("tls", sentence, "none", "starttls", "tls")
                : OptionSpec.choice("tls", sentence, "tls", "starttls");
        return CheckTls.options("none is sent", tls,
                OptionSpec.of("bind-dn", OptionSpec.Type.TEXT, "Whom to bind as; anonymous when unset."),
                OptionSpec.of("password", OptionSpec.Type.TEXT,
                        "Password of the bind, or @ and the file it stands in."),
                OptionSpec.of("base", OptionSpec.Type.TEXT,
                        "The name of an entry that must be there; an empty name is the server's own entry; no search when "
                                + "unset."),
                OptionSpec.of("entry", OptionSpec.Type.REGEX,
                        "A regular expression that must be found in the entry, which has a line dn: NAME and then one "
                                + "ATTRIBUTE: VALUE for each value; needs base."));
    }

    static CheckResult run(Target target, Deadline deadline) throws IOException, InterruptedException {
        Options options = target.options();
        Optional<String> password = options.secret("password");
        Optional<String> base = options.find("base");
        Optional<AnswerPattern> wanted = options.find("entry").map(LdapProbe::byLine).map(AnswerPattern::of);
        // A name without password is an anonymous bind that looks like a good one (RFC 4513, section 5.1.2).
        if (options.find("bind-dn").isPresent() && password.filter(word -> !word.isEmpty()).isEmpty()) {
            throw new UndecidedException("of the options bind-dn and password one is unset; set both or none");
        }
        try (var session = CheckSession.open(target, deadline)) {
            var ldap = new LdapSession(session.connection());
            session.startTlsAfter(ldap::askForTls);
            Optional<String> but = ldap.bind(options.find("bind-dn").orElse(""), password.orElse(""));
            if (but.isPresent()) {
                return unbound(options, but.get(), session);
            }
            String seen = "bound";
            if (base.isPresent()) {
                List<String> entry = ldap.entry(base.get());
                seen = entry.getFirst();
                String text = String.join("\n", entry);
                if (wanted.isPresent()) {
                    wanted.get().require("an entry", text, text.replace("\n", ", "), deadline);
                }
            }
            var passed = session.passed(seen);
            ldap.unbind();
            return passed;
        }
    }

    /** The server works, but nobody is bound: an entry it would not show. */
    private static CheckResult unbound(Options options, String why, CheckSession session) throws UndecidedException {
        Optional<String> name = options.find("bind-dn");
        String words = name.isPresent()
                ? "the password is right, but the account cannot be used: " + why
                : "it takes no anonymous bind: " + why;
        if (options.find("base").isPresent()) {
            throw new UndecidedException(
                    words + (name.isPresent() ? "" : "; set bind-dn and password to look at an entry"));
        }
        return name.isPresent()
                ? session.passed(words, new Notice("bind of " + name.get(), words))
                : session.passed(words);
    }

    /** So that {@code ^cn: x$} means a line. */
    private static Pattern byLine(String expression) {
        return Pattern.compile(expression, Pattern.MULTILINE);
    }
}
