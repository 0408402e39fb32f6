package io.arapaima.check.postgresql;

import io.arapaima.check.CheckSocket;
import io.arapaima.check.OptionText;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * One message of the server.
 *
 * @param type a letter
 * @param body what follows type and length
 */
record PgMessage(char type, ByteBuffer body) {
    private static final int MOST_BYTES = 256 * 1024;
    private static final String KNOWN_TYPES = "RSKZTDCIENAGHvnst123Wc";

    static PgMessage read(CheckSocket connection) throws IOException {
        var header = ByteBuffer.wrap(connection.readBytes(5));
        char type = (char) (header.get() & 0xff);
        int length = header.getInt() - 4;
        if (KNOWN_TYPES.indexOf(type) < 0 || length < 0 || length > MOST_BYTES) {
            throw new ProtocolException("the answer is no message of PostgreSQL: it begins with 0x"
                    + Integer.toHexString(type) + " and a length of " + length);
        }
        return new PgMessage(type, ByteBuffer.wrap(connection.readBytes(length)));
    }

    /** Reads a number of the body. */
    int number() throws ProtocolException {
        try {
            return body.getInt();
        } catch (BufferUnderflowException _) {
            throw new ProtocolException("a message " + type + " of the server is too short");
        }
    }

    /** Reads a text of the body up to the next zero. */
    String text() {
        int end = body.position();
        while (end < body.limit() && body.get(end) != 0) {
            end++;
        }
        String text = OptionText.said(body.slice(body.position(), end - body.position()));
        body.position(Math.min(end + 1, body.limit()));
        return text;
    }

    /** Reads all that is left. */
    String rest() {
        String text = OptionText.said(body.slice());
        body.position(body.limit());
        return text;
    }

    /** {@return the first value of a row, or NULL} */
    String firstValue() throws ProtocolException {
        try {
            if (body.getShort() < 1) {
                throw new ProtocolException("the answer to the query has no column");
            }
            int length = body.getInt();
            if (length > body.remaining()) {
                throw new ProtocolException("a row of the answer ends behind its message");
            }
            return length < 0 ? "NULL" : OptionText.said(body.slice(body.position(), length));
        } catch (BufferUnderflowException _) {
            throw new ProtocolException("a row of the answer is too short");
        }
    }

    /** {@return the fields of an error, by their letters: S severity, C code, M message} */
    Map<Character, String> fields() {
        Map<Character, String> fields = new TreeMap<>();
        while (body.hasRemaining()) {
            char name = (char) body.get();
            if (name == 0) {
                break;
            }
            fields.put(name, text());
        }
        return fields;
    }
}
