package io.arapaima.check.udp;

import io.arapaima.check.CheckDatagrams;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * Bytes out, bytes back, as keepalived's UDP_CHECK. Without an expected reply silence passes, and
 * what fails is a closed port and a host that the network says is not there; a program that hangs is not noticed, so better let
 * the check wait for a reply.
 */
@Extension
public final class UdpCheck implements RoutedCheck {
    private static final int MOST_BYTES = 65_507;
    private static final int MOST_SENT = 1472;

    /** Creates the check; PF4J calls this. */
    public UdpCheck() {}

    @Override
    public String name() {
        return "udp";
    }

    @Override
    public String sentence() {
        return "Passes when a datagram is answered as expected or, where no reply is expected, the network says nothing against the server.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.of("payload", OptionSpec.Type.TEXT,
                        "The bytes to send, as hexadecimal digits; at most " + MOST_SENT + " bytes.").withDefault("0a"),
                OptionSpec.of("require-reply", OptionSpec.Type.BOOLEAN, "Whether a datagram must come back.")
                        .withDefault("0"),
                OptionSpec.of("reply", OptionSpec.Type.TEXT,
                        "How the reply must begin, as hexadecimal digits; X stands for any digit. Implies "
                                + "require-reply.")
                        .withExample("c0deXXff"),
                OptionSpec.of("min-length", OptionSpec.Type.INTEGER, "The least length of a reply.").withDefault("0")
                        .between(0, MOST_BYTES, "bytes"),
                OptionSpec.of("max-length", OptionSpec.Type.INTEGER, "The greatest length of a reply.")
                        .withDefault(String.valueOf(MOST_BYTES)).between(0, MOST_BYTES, "bytes"),
                OptionSpec
                        .of("silence", OptionSpec.Type.DURATION,
                                "How long silence must last to pass where no reply is required, but no longer than half a "
                                        + "second less than check_timeout; what is shorter than 3 s does not notice a machine that "
                                        + "is switched off.")
                        .withDefault("3.5").between(10, 60_000, ""));
    }

    @Override
    public List<OptionRule> rules() {
        return List.of(
                OptionRule.form("payload", "(?:[0-9a-fA-F]{2}){1," + MOST_SENT + "}",
                        "must be pairs of hexadecimal digits, 1 to " + MOST_SENT + " bytes"),
                OptionRule.form("reply", "(?:[0-9a-fA-FxX]{2})+",
                        "must be pairs of hexadecimal digits or X"),
                OptionRule.order("min-length", "max-length"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        byte[] payload = payload(options.text("payload"));
        Optional<HexMask> mask = options.find("reply").isPresent()
                ? Optional.of(HexMask.of(options.text("reply")))
                : Optional.empty();
        boolean required = mask.isPresent() || options.isSet("require-reply");
        try (var socket = CheckDatagrams.connect(target, deadline, MOST_BYTES)) {
            socket.send(payload);
            Optional<byte[]> answer = required
                    ? Optional.of(socket.receive(deadline))
                    : socket.receiveOrSilence(options.duration("silence"));
            if (answer.isEmpty()) {
                return new Passed(socket.elapsed(), "no reply and no refusal");
            }
            byte[] reply = answer.get();
            var passed = new Passed(socket.elapsed(), "a reply of " + reply.length + " bytes");
            judge(reply, mask, options.integer("min-length"), options.integer("max-length"));
            return passed;
        }
    }

    private static byte[] payload(String hex) throws UndecidedException {
        try {
            byte[] bytes = HexFormat.of().parseHex(hex);
            if (bytes.length >= 1 && bytes.length <= MOST_SENT) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new UndecidedException("payload \"" + hex + "\" must be pairs of hexadecimal digits, 1 to " + MOST_SENT
                + " bytes");
    }

    private static void judge(byte[] reply, Optional<HexMask> mask, int least, int most) throws FailedException {
        if (reply.length < least || reply.length > most) {
            throw new FailedException(Reason.CONTENT,
                    "expected a reply of " + least + " to " + most + " bytes, got " + reply.length);
        }
        if (mask.isPresent() && !mask.get().matches(reply)) {
            throw new FailedException(Reason.CONTENT,
                    "expected a reply that begins with " + mask.get() + ", got " + mask.get().shown(reply));
        }
    }
}
