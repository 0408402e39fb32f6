package io.arapaima.check.grpc;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import io.arapaima.http2.Field;
import io.arapaima.http2.Http2Answer;
import io.arapaima.http2.Http2Exchange;
import io.arapaima.http2.Http2Request;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** Asks the standard health service of a gRPC server. */
@Extension
public final class GrpcCheck extends ProtocolCheck {
    private static final String STATUS = "grpc-status";
    /** An answer of the health service has seven bytes. */
    private static final int MOST_BYTES = 4096;
    private static final String PATH = "/grpc.health.v1.Health/Check";
    /** Field 1, a text; field 1, a number. */
    private static final int SERVICE_FIELD = 0x0a;
    private static final int STATUS_FIELD = 0x08;
    private static final int LONGEST_SERVICE = 127;
    private static final int SERVING = 1;
    private static final List<String> STATES = List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");
    /** Of those that a health service, or a server without one, answers with; by their numbers. */
    private static final int NOT_FOUND = 5;
    private static final int UNIMPLEMENTED = 12;
    private static final int PERMISSION_DENIED = 7;
    private static final int UNAUTHENTICATED = 16;

    /** Creates the check; PF4J calls this. */
    public GrpcCheck() {
        super("grpc", "Passes when a gRPC server's health service says SERVING.",
                CheckTls.options("host, if that is a name",
                        OptionSpec.of("service", OptionSpec.Type.TEXT,
                                "Service to ask about, for example my.package.Orders; unset means the server as a whole."),
                        OptionSpec.of("host", OptionSpec.Type.TEXT,
                                "The authority to ask for; unset means the real server's address and port."),
                        OptionSpec.of("tls", OptionSpec.Type.BOOLEAN, "Whether to speak TLS, with h2 as ALPN.")
                                .withDefault("0")),
                CheckTls.rules(OptionRule.form("host", "[\\x21-\\x7e]{1,255}",
                        "must be a name of 1 to 255 characters without blanks"),
                        OptionRule.form("service", ".{0," + LONGEST_SERVICE + "}",
                                "must have at most " + LONGEST_SERVICE + " characters")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        byte[] message = request(options.find("service").orElse(""));
        boolean secure = options.isSet("tls");
        String authority = options.find("host").orElseGet(() -> target.hostInUri() + ":" + target.port());
        if (authority.isEmpty() || authority.length() > 255 || authority.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new UndecidedException("option host must be a name of 1 to 255 characters without blanks");
        }
        Http2Request request = Http2Request.of(List.of(new Field(":method", "POST"),
                new Field(":scheme", secure ? "https" : "http"), new Field(":path", PATH),
                new Field(":authority", authority), new Field("content-type", "application/grpc"),
                new Field("te", "trailers")), message);
        Optional<String> host = options.find("host").map(name -> name.replaceFirst(":[0-9]+$", ""));
        CheckTls tls = CheckTls.of(target, host, Http2Exchange.PROTOCOL);
        try (var session = CheckSession.open(target, deadline, Encryption.NONE, tls)) {
            if (secure) {
                session.startTls(Http2Exchange::startTls);
            }
            return judge(Http2Exchange.ask(session.connection(), request, MOST_BYTES, (_, _) -> true), session);
        }
    }

    /** A message of gRPC: not compressed, its length, and the one field, which is left out when it is empty. */
    private static byte[] request(String service) throws UndecidedException {
        byte[] name = OptionText.bytes(service);
        if (name.length > LONGEST_SERVICE) {
            throw new UndecidedException("option service has " + name.length + " bytes; at most " + LONGEST_SERVICE
                    + " are sent");
        }
        int length = name.length == 0 ? 0 : 2 + name.length;
        ByteBuffer message = ByteBuffer.allocate(5 + length).put((byte) 0).putInt(length);
        if (length > 0) {
            message.put((byte) SERVICE_FIELD).put((byte) name.length).put(name);
        }
        return message.array();
    }

    private static CheckResult judge(Http2Answer answer, CheckSession session) throws IOException {
        int status = status(answer);
        if (status == UNAUTHENTICATED || status == PERMISSION_DENIED) {
            throw new UndecidedException(
                    "the health service wants a login, which this check cannot give (grpc-status " + status
                            + "); let it be asked without");
        }
        if (status != 0) {
            return new Failed(Reason.CONTENT, switch (status) {
                case NOT_FOUND -> "the health service does not know this service (grpc-status 5)";
                case UNIMPLEMENTED -> "the server has no health service (grpc-status 12)";
                default -> "the health service answers with grpc-status " + status;
            });
        }
        int state = state(answer.body());
        String word = state < STATES.size() ? STATES.get(state) : Integer.toString(state);
        return state == SERVING
                ? session.passed(word)
                : new Failed(Reason.CONTENT, "expected SERVING, got " + word);
    }

    /** It stands behind the message, or in the header where there is none. */
    private static int status(Http2Answer answer) throws ProtocolException {
        if (answer.body().remaining() == MOST_BYTES) {
            throw new ProtocolException("an answer of more than " + MOST_BYTES + " bytes");
        }
        String text = answer.trailer(STATUS).or(() -> answer.field(STATUS)).orElseThrow(() -> new ProtocolException(
                "expected an answer of gRPC, got HTTP/2 " + answer.status() + " without " + STATUS));
        if (!text.matches("[0-9]{1,3}")) {
            throw new ProtocolException("the " + STATUS + " is no number: " + Quoted.of(text));
        }
        return Integer.parseInt(text);
    }

    /** The first field; a server may leave it out when it is 0. */
    private static int state(ByteBuffer message) throws ProtocolException {
        boolean framed = message.remaining() >= 5 && message.get() == 0
                && message.getInt() == message.remaining();
        if (framed && !message.hasRemaining()) {
            return 0;
        }
        if (!framed || message.remaining() < 2 || message.get() != STATUS_FIELD
                || message.get(message.position()) < 0) {
            throw new ProtocolException("the answer is no message of the health service");
        }
        return message.get();
    }
}
