package io.arapaima.check.mailbox;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class ImapContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new ImapCheck(),
                Dialogue.lines("* OK ready", ">a1 CAPABILITY", "* CAPABILITY IMAP4rev1", "a1 OK done",
                        ">a2 LOGIN \"hans\" \"gretel\"", "a2 OK welcome", ">a3 LOGOUT", "* BYE"))
                .options(Map.of("user", "hans", "password", "gretel"));
    }
}
