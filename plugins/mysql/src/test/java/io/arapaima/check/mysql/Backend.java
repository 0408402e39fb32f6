package io.arapaima.check.mysql;

import io.arapaima.check.Dialogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Packets as a server writes them. */
final class Backend {
    static final byte[] SALT = "12345678abcdefghijkl".getBytes(StandardCharsets.US_ASCII);
    static final byte[] OK = {0, 0, 0, 2, 0, 0, 0};

    private Backend() {}

    static byte[] packet(int number, byte[] payload) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[]{(byte) payload.length, (byte) (payload.length >> 8), 0, (byte) number});
        out.writeBytes(payload);
        return out.toByteArray();
    }

    static byte[] greeting(String plugin) {
        var out = new ByteArrayOutputStream();
        out.write(10);
        out.writeBytes("8.4.0\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[4]);
        out.write(SALT, 0, 8);
        out.writeBytes(new byte[]{0, (byte) 0xff, (byte) 0xf7, 33, 2, 0, (byte) 0xff, (byte) 0xff, 21});
        out.writeBytes(new byte[10]);
        out.write(SALT, 8, 12);
        out.write(0);
        out.writeBytes((plugin + "\0").getBytes(StandardCharsets.US_ASCII));
        return packet(0, out.toByteArray());
    }

    static byte[] error(int number, String words) {
        return error(number, 1045, words);
    }

    static byte[] error(int number, int code, String words) {
        byte[] text = ("\u00ff" + (char) (code & 0xff) + (char) (code >> 8) + "#28000" + words)
                .getBytes(StandardCharsets.ISO_8859_1);
        return packet(number, text);
    }

    /** One column, one row. */
    static byte[] row(String value) {
        byte[] end = {(byte) 0xfe, 0, 0, 2, 0};
        var out = new ByteArrayOutputStream();
        out.writeBytes(packet(1, new byte[]{1}));
        out.writeBytes(packet(2, "a column".getBytes(StandardCharsets.US_ASCII)));
        out.writeBytes(packet(3, end));
        out.writeBytes(packet(4, ((char) value.length() + value).getBytes(StandardCharsets.US_ASCII)));
        out.writeBytes(packet(5, end));
        return out.toByteArray();
    }

    /** Greets, and then answers one request after the other. */
    static Dialogue answering(String plugin, byte[]... answers) {
        return (in, out) -> {
            out.write(greeting(plugin));
            for (byte[] each : answers) {
                request(in);
                out.write(each);
            }
            Dialogue.SILENT.hold(in, out);
        };
    }

    static byte[] request(InputStream in) throws IOException {
        byte[] header = in.readNBytes(4);
        return header.length < 4 ? header : in.readNBytes((header[0] & 0xff) | ((header[1] & 0xff) << 8));
    }
}
