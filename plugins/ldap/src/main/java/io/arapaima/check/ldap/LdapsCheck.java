package io.arapaima.check.ldap;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import java.util.List;
import org.pf4j.Extension;

/** The check {@code ldaps}: a bind, and the search for one entry. */
@Extension
public final class LdapsCheck implements RoutedCheck {
    /** Creates the check and gets TLS ready; PF4J calls this. */
    public LdapsCheck() {
        CheckTls.warmUp();
    }

    @Override
    public String name() {
        return "ldaps";
    }

    @Override
    public String sentence() {
        return "Passes when an LDAP server lets somebody in over TLS and has an entry where one is named.";
    }

    @Override
    public List<OptionSpec> options() {
        return LdapProbe.options("tls");
    }

    @Override
    public List<OptionRule> rules() {
        return LdapProbe.RULES;
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        return LdapProbe.run(target, deadline);
    }
}
