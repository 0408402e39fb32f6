package io.arapaima.check.sip;

import io.arapaima.check.CheckDatagrams;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/**
 * Asks a SIP server what it can do (OPTIONS, RFC 3261, section 11), which it may answer without any state. Over the
 * transport of the virtual service, or TLS.
 */
@Extension
public final class SipCheck extends ProtocolCheck {
    /** A longer datagram is cut; its first lines are all that is looked at. */
    private static final int MOST_BYTES = 4096;
    /** Answers on a connection that are not the last word, such as 100 Trying; a server sends one or two. */
    private static final int MOST_ASIDES = 16;
    /** Of 1xx the last answer never is, so those may not be all. */
    private static final Pattern STATUSES = Pattern
            .compile("(?=(?:.*,)?[2-6])[1-6]([0-9]{2}|xx)(,[1-6]([0-9]{2}|xx))*");

    /** Creates the check; PF4J calls this. */
    public SipCheck() {
        super("sip", "Passes when a SIP server answers OPTIONS with an expected status.",
                CheckTls.options("none is sent",
                        OptionSpec.of("user", OptionSpec.Type.TEXT,
                                "Whom to ask about: sip:USER@SERVER; unset asks about the server itself."),
                        OptionSpec.of("status", OptionSpec.Type.TEXT,
                                "Statuses that pass, such as 200 or 2xx,404; a server that answers at all may be enough.")
                                .withDefault("200"),
                        OptionSpec
                                .of("tls", OptionSpec.Type.BOOLEAN, "Whether to ask over TLS; the service must be TCP.")
                                .withDefault("0")),
                CheckTls.rules(OptionRule.form("status", STATUSES.pattern(),
                        "must be numbers of three digits from 200 on, or 2xx, with commas"),
                        OptionRule.form("user", Question.USER.pattern(),
                                "must have only characters that a SIP address can have; write others as %hh")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        String wanted = options.text("status");
        if (!STATUSES.matcher(wanted).matches()) {
            throw new UndecidedException(
                    "status is \"" + wanted + "\"; write numbers of three digits, or 2xx, with commas");
        }
        boolean tls = options.isSet("tls");
        return switch (target.transport()) {
            case UDP -> {
                if (tls) {
                    throw new UndecidedException("option tls is set for a UDP service; set protocol = tcp");
                }
                yield overUdp(target, deadline, wanted);
            }
            case TCP -> overTcp(target, deadline, wanted, tls);
            case SCTP ->
                throw new UndecidedException("SIP is asked over TCP and UDP only; set check = connect or ping");
        };
    }

    private static CheckResult overUdp(Target target, Deadline deadline, String wanted) throws IOException {
        Question question = Question.about(target, "UDP");
        try (var socket = CheckDatagrams.connect(target, deadline, MOST_BYTES)) {
            byte[] answer = socket.ask(question.bytes(), bytes -> question.isAnswered(text(bytes)));
            return judged(text(answer), wanted, new Passed(socket.elapsed(), statusLine(text(answer)), List.of()));
        }
    }

    private static CheckResult overTcp(Target target, Deadline deadline, String wanted, boolean encrypted)
            throws IOException {
        Question question = Question.about(target, encrypted ? "TLS" : "TCP");
        try (var session = CheckSession.open(target, deadline)) {
            CheckSocket connection = session.connection();
            connection.send(question.bytes());
            String answer = Reply.read(connection);
            for (int asides = 0; !question.isAnswered(answer); asides++) {
                if (asides == MOST_ASIDES) {
                    throw new ProtocolException("more than " + MOST_ASIDES + " answers, and none is the last word on "
                            + "OPTIONS; the last was \"" + statusLine(answer) + "\"");
                }
                answer = Reply.read(connection);
            }
            return judged(answer, wanted, session.passed(statusLine(answer)));
        }
    }

    private static Passed judged(String answer, String wanted, Passed passed) throws IOException {
        String line = statusLine(answer);
        if (!line.matches("(?i)SIP/2\\.0 [2-6][0-9]{2}( .*)?")) {
            throw new ProtocolException("expected a status of SIP/2.0, got \"" + line + "\"");
        }
        String status = line.substring(8, 11);
        boolean good = Pattern.compile(",").splitAsStream(wanted).anyMatch(w -> status.matches(w.replace("xx", "..")));
        if (!good) {
            throw new FailedException(Reason.CONTENT,
                    "expected status " + wanted + " to OPTIONS, got " + line.substring(8));
        }
        return passed;
    }

    private static String text(byte[] bytes) {
        return OptionText.said(bytes);
    }

    private static String statusLine(String answer) {
        return answer.lines().findFirst().orElse("");
    }
}
