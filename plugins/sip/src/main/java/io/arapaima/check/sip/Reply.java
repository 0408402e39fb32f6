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
    private static final String VERSION = "SIP/2.0 ";

    private Reply() {}

    static String read(CheckSocket connection) throws IOException {
        var head = new StringBuilder();
        int body = 0;
        String line = first(connection);
        for (int lines = 0; lines < MOST_LINES; lines++) {
            if (line.isEmpty()) {
                connection.skip(body);
                return head.toString();
            }
            if (lines == 0 && !isStatus(line)) {
                return line + "\n";
            }
            String next = connection.readLine(LONGEST_LINE);
            while (next.startsWith(" ") || next.startsWith("\t")) {
                // It goes on with the line before (RFC 3261, section 7.3.1).
                line = line + " " + next.strip();
                next = connection.readLine(LONGEST_LINE);
                if (line.length() > LONGEST_LINE) {
                    throw new ProtocolException("the answer has a header of more than " + LONGEST_LINE + " characters");
                }
            }
            head.append(line, 0, Math.min(line.length(), LONGEST_KEPT)).append('\n');
            body = isField(line, "content-length", "l") ? length(line) : body;
            line = next;
        }
        throw new ProtocolException("the answer has more than " + MOST_LINES + " lines");
    }

    /** Empty lines before a message keep connections alive (RFC 3261, section 7.5). */
    private static String first(CheckSocket connection) throws IOException {
        String line = connection.readLine(LONGEST_LINE);
        for (int i = 0; i < MOST_LINES && line.isEmpty(); i++) {
            line = connection.readLine(LONGEST_LINE);
        }
        return line;
    }

    /** In capitals as a rule, and taken in any case (RFC 3261, section 7.1). */
    static boolean isStatus(String line) {
        return line.regionMatches(true, 0, VERSION, 0, VERSION.length());
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
