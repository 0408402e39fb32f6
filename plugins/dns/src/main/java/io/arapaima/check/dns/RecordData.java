package io.arapaima.check.dns;

import io.arapaima.check.OptionText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.StringJoiner;

/** The data of a record as {@code dig +short} writes it; of an unknown type as RFC 3597 does. */
final class RecordData {
    private RecordData() {}

    static String text(int type, ByteBuffer message, int length) throws IOException {
        int end = message.position() + length;
        String text = switch (type) {
            case RecordType.A -> InetAddress.getByAddress(bytes(message, 4)).getHostAddress();
            case RecordType.AAAA -> ipv6(message);
            case RecordType.NS, RecordType.CNAME, RecordType.PTR, RecordType.DNAME -> Names.read(message);
            case RecordType.MX -> unsigned16(message) + " " + Names.read(message);
            case RecordType.SRV -> unsigned16(message) + " " + unsigned16(message) + " " + unsigned16(message) + " "
                    + Names.read(message);
            case RecordType.SOA -> Names.read(message) + " " + Names.read(message) + " " + unsigned32(message) + " "
                    + unsigned32(message) + " " + unsigned32(message) + " " + unsigned32(message) + " "
                    + unsigned32(message);
            case RecordType.TXT -> strings(message, end);
            case RecordType.CAA -> caa(message, end);
            default -> "\\# " + length + " " + HexFormat.of().formatHex(bytes(message, length));
        };
        if (message.position() != end) {
            throw new ProtocolException("a record " + RecordType.name(type) + " in the answer has " + length
                    + " bytes, which is not what is in it");
        }
        return text;
    }

    /** A string in a record may claim to go on behind the record's end, so that less than nothing is left of it. */
    private static byte[] bytes(ByteBuffer message, int count) {
        if (count < 0) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        message.get(bytes);
        return bytes;
    }

    private static int unsigned16(ByteBuffer message) {
        return message.getShort() & 0xffff;
    }

    private static long unsigned32(ByteBuffer message) {
        return message.getInt() & 0xffffffffL;
    }

    private static String quoted(ByteBuffer message, int count) {
        String text = OptionText.said(bytes(message, count));
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String strings(ByteBuffer message, int end) {
        var joined = new StringJoiner(" ");
        while (message.position() < end) {
            joined.add(quoted(message, message.get() & 0xff));
        }
        return joined.toString();
    }

    private static String caa(ByteBuffer message, int end) {
        int flags = message.get() & 0xff;
        String tag = new String(bytes(message, message.get() & 0xff), StandardCharsets.US_ASCII);
        return flags + " " + tag + " " + quoted(message, end - message.position());
    }

    /** The longest row of zeros, if it is more than one, becomes two colons (RFC 5952). */
    private static String ipv6(ByteBuffer message) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = unsigned16(message);
        }
        int from = 0;
        int most = 0;
        for (int i = 0; i < groups.length; i++) {
            int zeros = 0;
            while (i + zeros < groups.length && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > most) {
                from = i;
                most = zeros;
            }
        }
        return most < 2 ? hex(groups, 0, 8) : hex(groups, 0, from) + "::" + hex(groups, from + most, 8);
    }

    private static String hex(int[] groups, int from, int to) {
        var joined = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            joined.add(Integer.toHexString(groups[i]));
        }
        return joined.toString();
    }
}
