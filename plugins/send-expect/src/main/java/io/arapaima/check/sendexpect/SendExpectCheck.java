package io.arapaima.check.sendexpect;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.Escapes;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * What Piranha's nanny does without a program, repaired where it was broken: an answer may come in several segments, a
 * regular expression sees {@value Expected#MOST_BYTES} bytes, an unknown backslash sequence stays as it is, and UDP works
 * without an expected answer. The characters of both texts are bytes (ISO 8859-1).
 */
@Extension
public final class SendExpectCheck implements RoutedCheck {
    private static final String SEND = "send";
    private static final String EXPECT = "expect";
    private static final String REGEX = "regex";
    private static final String STRICT = "strict";

    /** Creates the check; PF4J calls this. */
    public SendExpectCheck() {}

    @Override
    public String name() {
        return "send-expect";
    }

    @Override
    public String sentence() {
        return "Sends a text over TCP or UDP and compares how the answer begins, as Piranha's nanny does.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.of(SEND, OptionSpec.Type.TEXT,
                        "Text to send, with the escapes \\\\ \\r \\n \\t \\' and \\\"; over UDP a line feed when unset."),
                OptionSpec.of(EXPECT, OptionSpec.Type.TEXT,
                        "How the answer must begin, with the same escapes; * and an empty text stand for any answer; "
                                + "when unset, a TCP connection is enough, or over UDP that the network says nothing against the server."),
                OptionSpec.of(REGEX, OptionSpec.Type.BOOLEAN,
                        "Whether the expected text is a POSIX-extended regular expression to be found in the answer.")
                        .withDefault("0"),
                OptionSpec.of(STRICT, OptionSpec.Type.BOOLEAN,
                        "Whether * and an empty expected text want at least one byte, instead of passing when the server "
                                + "closes.")
                        .withDefault("0"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        Options options = target.options();
        String send = Escapes.translated(options.find(SEND).orElse(""));
        if (send.length() > CheckSocket.REQUEST_LIMIT) {
            throw new UndecidedException("option send is " + send.length() + " bytes long; at most "
                    + CheckSocket.REQUEST_LIMIT + " can be sent");
        }
        Optional<String> expect = options.find(EXPECT);
        var exchange = new Exchange(send, expect.isEmpty()
                ? Optional.empty()
                : Optional.of(Expected.of(expect.get(), options.isSet(REGEX), options.isSet(STRICT))));
        return switch (target.transport()) {
            case TCP -> exchange.overTcp(target, deadline);
            case UDP -> exchange.overUdp(target, deadline);
            case SCTP -> throw new UndecidedException("send-expect speaks TCP and UDP, not SCTP; choose another check");
        };
    }
}
