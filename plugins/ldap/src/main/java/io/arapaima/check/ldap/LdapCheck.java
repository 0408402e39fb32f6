package io.arapaima.check.ldap;

import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import org.pf4j.Extension;

/** The check {@code ldap}: a bind, and the search for one entry. */
@Extension
public final class LdapCheck extends ProtocolCheck {
    /** Creates the check; PF4J calls this. */
    public LdapCheck() {
        super("ldap", "Passes when an LDAP server lets somebody in and has an entry where one is named.",
                LdapProbe.options("none"),
                LdapProbe.RULES);
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        return LdapProbe.run(target, deadline);
    }
}
