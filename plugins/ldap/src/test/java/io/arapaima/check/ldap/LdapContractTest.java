package io.arapaima.check.ldap;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import java.util.Map;

class LdapContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new LdapCheck(), Directory.answering(Directory.BOUND, Directory.FOUND, Directory.DONE))
                .options(Map.of("bind-dn", "cn=admin", "password", "gretel", "base", "cn=hans", "entry",
                        "^sn: Hansel$"));
    }
}
