package io.arapaima.check.dns;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Answers as a server writes them. */
final class Replies {
    static final int AUTHORITATIVE = 0x8400;

    private Replies() {}

    /** The request's header and question with other flags, and the given records. */
    static byte[] to(byte[] request, int flags, byte[]... records) {
        var out = new ByteArrayOutputStream();
        out.write(request, 0, 2);
        out.write(flags >> 8);
        out.write(flags);
        out.writeBytes(new byte[]{0, 1, 0, (byte) records.length, 0, 0, 0, 0});
        int end = 12;
        while (request[end] != 0) {
            end += request[end] + 1;
        }
        out.write(request, 12, end + 5 - 12);
        for (byte[] each : records) {
            out.writeBytes(each);
        }
        return out.toByteArray();
    }

    /** A record of the name that was asked for. */
    static byte[] entry(int type, String hexData) {
        byte[] data = HexFormat.of().parseHex(hexData);
        return ByteBuffer.allocate(12 + data.length).putShort((short) 0xc00c).putShort((short) type)
                .putShort((short) 1).putInt(60).putShort((short) data.length).put(data).array();
    }

    static byte[] withLength(byte[] message) {
        return ByteBuffer.allocate(2 + message.length).putShort((short) message.length).put(message).array();
    }
}
