package io.arapaima.check.smtp;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class SmtpContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new SmtpCheck(),
                Dialogue.lines("220 mx.example.org ESMTP", ">EHLO localhost", "250-mx.example.org", "250 8BITMIME",
                        ">MAIL FROM:<>", "250 ok", ">RSET", "250 ok", ">QUIT", "221 bye"))
                .options(Map.of("from", ""));
    }
}
