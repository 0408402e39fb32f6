package io.arapaima.check.smtp;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class SubmissionContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new SubmissionCheck(),
                Dialogue.lines("220 mx.example.org ESMTP", ">EHLO localhost", "250-mx.example.org", "250 AUTH LOGIN",
                        ">AUTH LOGIN", "334 VXNlcm5hbWU6", ">aGFucw==", "334 UGFzc3dvcmQ6", ">Z3JldGVs", "235 welcome",
                        ">QUIT", "221 bye"))
                .options(Map.of("tls", "none", "user", "hans", "password", "gretel"));
    }
}
