package io.arapaima.check.sip;

import io.arapaima.check.OptionText;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.net.Inet6Address;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One OPTIONS request, told apart from all others by its Call-ID.
 *
 * @param text what goes out
 * @param callId its name
 */
record Question(String text, String callId) {
    /** RFC 3261, section 25.1: what a user may have without being escaped. */
    static final Pattern USER = Pattern.compile("[A-Za-z0-9_.!~*'()&=+$,;?/%-]*");

    private static final Pattern UNFOLDED = Pattern.compile("\\r?\\n[ \\t]+");
    private static final int PLACE_OF_STATUS = 8;

    /** {@code rport} (RFC 3581) brings the answer back to the port it came from, whatever Via says. */
    static Question about(Target target, String transport) throws UndecidedException {
        String user = target.options().find("user").orElse("");
        if (!USER.matcher(user).matches()) {
            throw new UndecidedException(
                    "user \"" + user + "\" has a character that a SIP address cannot have; write %hh");
        }
        String address = target.address().getHostAddress();
        String host = target.address() instanceof Inet6Address ? "[" + address + "]" : address;
        String callId = UUID.randomUUID().toString();
        String uri = "sip:" + (user.isEmpty() ? "" : user + "@") + host + ":" + target.port();
        String request = """
                OPTIONS %1$s SIP/2.0
                Via: SIP/2.0/%2$s arapaima.invalid;rport;branch=z9hG4bK%3$s
                Max-Forwards: 70
                From: <sip:check@arapaima.invalid>;tag=%3$.8s
                To: <%1$s>
                Call-ID: %3$s
                CSeq: 1 OPTIONS
                Contact: <sip:check@arapaima.invalid>
                Accept: application/sdp
                Content-Length: 0

                """.formatted(uri, transport, callId);
        return new Question(request.replace("\n", "\r\n"), callId);
    }

    byte[] bytes() {
        return OptionText.bytes(text);
    }

    /** Whether this is the last word on the question: 1xx is not. What is no SIP at all is for the caller to judge. */
    boolean isAnswered(String answer) {
        if (!Reply.isStatus(answer)) {
            return true;
        }
        boolean ours = UNFOLDED.matcher(answer).replaceAll(" ").lines()
                .anyMatch(line -> Reply.isField(line, "call-id", "i")
                        && line.substring(line.indexOf(':') + 1).strip().equalsIgnoreCase(callId));
        return ours && answer.charAt(PLACE_OF_STATUS) != '1';
    }
}
