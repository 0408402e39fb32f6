package io.arapaima.check.mqtt;

import io.arapaima.check.CheckResult;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** Connects as a client that keeps nothing, pings once, and goes. */
@Extension
public final class MqttCheck extends ProtocolCheck {
    private static final int CONNECT = 0x10;
    private static final int CONNECTED = 0x20;
    private static final byte[] PING = {(byte) 0xc0, 0};
    private static final int PONG = 0xd0;
    private static final byte[] DISCONNECT = {(byte) 0xe0, 0};
    private static final int CLEAN_SESSION = 0x02;
    private static final int WITH_PASSWORD = 0x40;
    private static final int WITH_USER = 0x80;
    private static final byte[] VERSION_3_1_1 = {0, 4, 'M', 'Q', 'T', 'T', 4};
    private static final int MOST_TEXT = 4096;
    /** Of CONNACK, beginning with 1 (MQTT 3.1.1, table 3.1). */
    private static final List<String> REFUSALS = List.of("unacceptable protocol version", "identifier rejected",
            "server unavailable", "bad user name or password", "not authorized");

    private static final int BAD_VERSION = 1;
    private static final int BAD_NAME = 2;
    private static final int BAD_LOGIN = 4;
    private static final int NOT_AUTHORIZED = 5;

    /** Creates the check; PF4J calls this. */
    public MqttCheck() {
        super("mqtt", "Passes when an MQTT broker lets a client in and answers its ping.",
                CheckTls.options("none is sent",
                        OptionSpec.of("client-id", OptionSpec.Type.TEXT,
                                "Name of the client. Two clients of one name throw each other out, so better leave it empty; the "
                                        + "broker then makes one up.")
                                .withDefault(""),
                        OptionSpec.of("user", OptionSpec.Type.TEXT,
                                "User to log in as; unset means that a broker passes too that asks for one."),
                        OptionSpec.of("password", OptionSpec.Type.TEXT,
                                "Password of the user, or @ and the file it stands in; needs user."),
                        OptionSpec.of("tls", OptionSpec.Type.BOOLEAN, "Whether to speak TLS from the first byte.")
                                .withDefault("0")),
                CheckTls.rules(OptionRule.needs("password", "user")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        byte[] request = connect(options.text("client-id"), options.find("user"), options.secret("password"));
        try (var session = CheckSession.open(target, deadline)) {
            CheckSocket connection = session.connection();
            connection.send(request);
            byte[] answer = expected(connection, CONNECTED, 2, "CONNACK");
            if (answer[1] != 0) {
                return refused(answer[1] & 0xff, options, session);
            }
            connection.send(PING);
            expected(connection, PONG, 0, "PINGRESP");
            var passed = session.passed("connected, ping answered");
            connection.send(DISCONNECT);
            return passed;
        }
    }

    /** A stranger's refusal is a sign of life, as with pg_isready; what we say wrongly is no fault of the broker. */
    private static CheckResult refused(int code, Options options, CheckSession session) throws IOException {
        String words = code <= REFUSALS.size() ? REFUSALS.get(code - 1) : "an unknown reason";
        String refusal = "refusal " + code + " (" + words + ")";
        boolean wantsLogin = code == BAD_LOGIN || code == NOT_AUTHORIZED;
        if (wantsLogin && options.find("user").isEmpty()) {
            return session.passed("asks for a login: " + refusal);
        }
        if (code == BAD_VERSION || code == BAD_NAME) {
            throw new UndecidedException(code == BAD_NAME
                    ? "the broker takes no client of that name; set mqtt_client_id (" + refusal + ")"
                    : "the broker does not speak MQTT 3.1.1, which this check does (" + refusal
                            + "); check it with tls or connect");
        }
        throw new FailedException(Reason.CONTENT, "expected to be let in, got " + refusal);
    }

    private static byte[] connect(String client, Optional<String> user, Optional<String> password)
            throws UndecidedException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(VERSION_3_1_1);
        body.write(CLEAN_SESSION | (user.isPresent() ? WITH_USER : 0) | (password.isPresent() ? WITH_PASSWORD : 0));
        // No keep-alive: the connection is over long before.
        body.writeBytes(new byte[]{0, 0});
        text(body, "client-id", client);
        if (user.isPresent()) {
            text(body, "user", user.get());
        }
        if (password.isPresent()) {
            text(body, "password", password.get());
        }
        var out = new ByteArrayOutputStream();
        out.write(CONNECT);
        // Seven bits a byte; the eighth says that more follow.
        int length = body.size();
        while (length > 0x7f) {
            out.write((length & 0x7f) | 0x80);
            length >>= 7;
        }
        out.write(length);
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String option, String text) throws UndecidedException {
        byte[] bytes = OptionText.bytes(text);
        if (bytes.length > MOST_TEXT || text.indexOf('\0') >= 0) {
            throw new UndecidedException(
                    "option " + option + " has " + bytes.length + " bytes or a NUL; at most " + MOST_TEXT
                            + " are sent");
        }
        out.write(bytes.length >> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private static byte[] expected(CheckSocket connection, int type, int length, String name) throws IOException {
        byte[] header = connection.readBytes(2);
        if ((header[0] & 0xff) != type || header[1] != length) {
            throw new ProtocolException("expected " + name + ", got a packet that begins with 0x"
                    + Integer.toHexString(header[0] & 0xff));
        }
        return connection.readBytes(length);
    }
}
