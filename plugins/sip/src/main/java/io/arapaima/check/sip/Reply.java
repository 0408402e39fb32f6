package io.arapaima.check.sip;

import io.arapaima.check.CheckSocket;
import java.io.IOException;
import java.net.ProtocolException;

/** One message on a stream: lines up to an empty one, then as many bytes as Content-Length says. */
final class Reply {
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 200;
    /** Longer than the line of a Call-ID of ours. */
    private static final int LONGEST_KEPT = 256;
    private static final int LONGEST_BODY = 65_536;

    private Reply() {}

    static String read(CheckSocket connection) throws IOException {
        var head = new StringBuilder();
        int body = 0;
        for (int lines = 0; lines < MOST_LINES; lines++) {
            String line = connection.readLine(LONGEST_LINE);
            if (line.isEmpty()) {
                connection.skip(body);
                return head.toString();
            }
            head.append(line, 0, Math.min(line.length(), LONGEST_KEPT)).append('\n');
            if (lines == 0 && !line.startsWith("SIP/2.0 ")) {
                return head.toString();
            }
            body = isField(line, "content-length", "l") ? length(line) : body;
        }
        throw new ProtocolException("the answer has more than " + MOST_LINES + " lines");
    }

    /** {@return whether the line is that header field, by its name or its short one} */
    static boolean isField(String line, String name, String compact) {
        int colon = line.indexOf(':');
        String own = colon < 0 ? "" : line.substring(0, colon).strip();
        return own.equalsIgnoreCase(name) || own.equalsIgnoreCase(compact);
    }

    private static int length(String line) throws ProtocolException {
        String digits = line.substring(line.indexOf(':') + 1).strip();
        if (!digits.matches("[0-9]{1,6}") || Integer.parseInt(digits) > LONGEST_BODY) {
            throw new ProtocolException("the answer has an impossible Content-Length: " + digits);
        }
        return Integer.parseInt(digits);
    }
}
