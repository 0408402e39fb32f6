package io.arapaima.check.websocket;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.pf4j.Extension;

/** Opens a WebSocket, pings once, and goes. */
@Extension
public final class WebSocketCheck extends ProtocolCheck {
    private static final int KEY_BYTES = 16;
    private static final int MASK_BYTES = 4;
    private static final byte[] PAYLOAD = "arapaima".getBytes(StandardCharsets.US_ASCII);

    /** Creates the check; PF4J calls this. */
    public WebSocketCheck() {
        super("websocket", "Passes when a server opens a WebSocket and answers its ping.",
                CheckTls.options("host, if that is a name",
                        OptionSpec.of("path", OptionSpec.Type.TEXT, "What to ask for, beginning with a slash.")
                                .withDefault("/"),
                        OptionSpec.of("host", OptionSpec.Type.TEXT,
                                "The Host header; unset means the real server's address and port."),
                        OptionSpec.of("origin", OptionSpec.Type.TEXT, "The Origin header; none is sent when unset."),
                        OptionSpec.of("protocol", OptionSpec.Type.TEXT,
                                "Subprotocol to ask for, which the server must choose."),
                        OptionSpec.of("ping", OptionSpec.Type.BOOLEAN,
                                "Whether to wait for the answer to a ping; otherwise the handshake is enough.")
                                .withDefault("1"),
                        OptionSpec.of("tls", OptionSpec.Type.BOOLEAN, "Whether to speak TLS from the first byte (wss).")
                                .withDefault("0")),
                CheckTls.rules(OptionRule.form("path", "/[^\\p{Cntrl} ]*",
                        "must begin with a slash and have no blanks; write a blank as %20"),
                        OptionRule.form("host", "[^\\p{Cntrl}]*",
                                "must have no control characters"),
                        OptionRule.form("origin", "[^\\p{Cntrl}]*",
                                "must have no control characters"),
                        OptionRule.form("protocol", "[^\\p{Cntrl}]*",
                                "must have no control characters")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        var chance = new SecureRandom();
        byte[] key = new byte[KEY_BYTES];
        chance.nextBytes(key);
        byte[] mask = new byte[MASK_BYTES];
        chance.nextBytes(mask);
        var handshake = Handshake.of(target, key);
        Optional<String> host = options.find("host").map(name -> name.replaceFirst(":[0-9]+$", ""));
        CheckTls tls = CheckTls.of(target, host, "http/1.1");
        Encryption encryption = Encryption.of(options);
        try (var session = CheckSession.open(target, deadline, encryption, tls)) {
            handshake.shake(session.connection());
            var frames = new Frames(session.connection(), mask);
            if (options.isSet("ping")) {
                frames.ping(PAYLOAD);
            }
            var passed = session.passed(options.isSet("ping") ? "open, ping answered" : "open");
            frames.close();
            return passed;
        }
    }
}
