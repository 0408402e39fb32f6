package io.arapaima.check.postgresql;

import io.arapaima.check.Dialogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages as a server writes them. */
final class Backend {
    static final byte[] WELCOME = joined(message('R', new byte[4]), message('Z', new byte[]{'I'}));

    private Backend() {}

    static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(5 + body.length).put((byte) type).putInt(4 + body.length).put(body).array();
    }

    static byte[] demand(int how, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.ISO_8859_1);
        return message('R', ByteBuffer.allocate(4 + bytes.length).putInt(how).put(bytes).array());
    }

    static byte[] error(String code, String words) {
        return message('E', ("SFATAL\0C" + code + "\0M" + words + "\0\0").getBytes(StandardCharsets.UTF_8));
    }

    static byte[] row(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return joined(message('D', ByteBuffer.allocate(6 + bytes.length).putShort((short) 1).putInt(bytes.length)
                .put(bytes).array()), message('C', "SELECT 1\0".getBytes(StandardCharsets.US_ASCII)),
                message('Z', new byte[]{'I'}));
    }

    static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            out.writeBytes(each);
        }
        return out.toByteArray();
    }

    /** Reads one request and answers it, as often as there are answers. */
    static Dialogue answering(byte[]... answers) {
        return (in, out) -> {
            boolean first = true;
            for (byte[] each : answers) {
                request(in, first);
                first = false;
                out.write(each);
            }
            Dialogue.SILENT.hold(in, out);
        };
    }

    /** {@return the body of a request; the first has no type} */
    static byte[] request(InputStream in, boolean first) throws IOException {
        in.readNBytes(first ? 0 : 1);
        return in.readNBytes(ByteBuffer.wrap(in.readNBytes(4)).getInt() - 4);
    }
}
