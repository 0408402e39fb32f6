package io.arapaima.http2;

import io.arapaima.check.Quoted;
import java.net.ProtocolException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Received header fields that are what RFC 9113, section 8, allows.
 *
 * @param status of an answer; none of what follows its body
 * @param fields without the status
 */
record HeaderFields(OptionalInt status, List<Field> fields) {
    private static final String STATUS = ":status";
    /** From 600 on they mean nothing, but RFC 9110, section 15, wants them taken for a fault of the server, not of the protocol. */
    private static final Pattern CODE = Pattern.compile("[1-9][0-9][0-9]");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");
    private static final Pattern VALUE = Pattern.compile("[^\\x00\\r\\n]*");
    /** Of HTTP/1 alone: they speak of the connection. */
    private static final List<String> GONE = List.of("connection", "keep-alive", "proxy-connection",
            "transfer-encoding", "upgrade");

    static HeaderFields of(List<Field> all) throws ProtocolException {
        boolean answer = !all.isEmpty() && all.getFirst().name().equals(STATUS);
        List<Field> fields = answer ? all.subList(1, all.size()) : all;
        for (Field each : fields) {
            if (!NAME.matcher(each.name()).matches() || !VALUE.matcher(each.value()).matches()
                    || GONE.contains(each.name())) {
                throw new ProtocolException("the header field " + Quoted.of(each.toString())
                        + " is not allowed in HTTP/2");
            }
        }
        return new HeaderFields(answer ? OptionalInt.of(code(all.getFirst().value())) : OptionalInt.empty(), fields);
    }

    private static int code(String text) throws ProtocolException {
        if (!CODE.matcher(text).matches() || text.equals("101")) {
            throw new ProtocolException(Quoted.of(text) + " is no status of HTTP/2");
        }
        return Integer.parseInt(text);
    }
}
