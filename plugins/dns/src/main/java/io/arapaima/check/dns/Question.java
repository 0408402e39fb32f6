package io.arapaima.check.dns;

import io.arapaima.check.OptionText;
import io.arapaima.check.Options;
import io.arapaima.check.UndecidedException;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What is asked. */
final class Question {
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int AUTHENTIC_DATA = 0x0020;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 255;
    /** What passes every network in one piece (DNS flag day 2020). */
    private static final int UDP_PAYLOAD = 1232;
    private static final int DNSSEC_OK = 0x8000;

    private final int id = ThreadLocalRandom.current().nextInt(0x10000);
    private final byte[] name;
    private final int type;
    private final int classCode;
    private final int flags;
    private final boolean signatures;

    private Question(byte[] name, int type, int classCode, int flags, boolean signatures) {
        this.name = name;
        this.type = type;
        this.classCode = classCode;
        this.flags = flags;
        this.signatures = signatures;
    }

    static Question of(Options options, Set<String> wantedFlags) throws UndecidedException {
        int type = RecordType.number(options.text("type"));
        String name = options.text("name");
        int flags = (options.isSet("recurse") ? RECURSION_DESIRED : 0)
                | (wantedFlags.contains("ad") ? AUTHENTIC_DATA : 0);
        return new Question(wire(type == RecordType.PTR ? reversed(name) : name), type,
                options.text("class").equals("CH") ? 3 : 1, flags, options.isSet("dnssec"));
    }

    /** {@return the number that the answer repeats} */
    int id() {
        return id;
    }

    /** {@return the name in wire format} */
    byte[] name() {
        return name;
    }

    /** {@return the number of the record type} */
    int type() {
        return type;
    }

    /** An address, whose name is asked for, stands backwards under its own domain (RFC 1035 3.5, RFC 3596 2.5). */
    private static String reversed(String name) {
        byte[] address;
        try {
            address = InetAddress.ofLiteral(name).getAddress();
        } catch (IllegalArgumentException _) {
            return name;
        }
        var text = new StringBuilder();
        for (int i = address.length - 1; i >= 0; i--) {
            int value = address[i] & 0xff;
            if (address.length == 4) {
                text.append(value).append('.');
            } else {
                text.append(HexFormat.of().toHexDigits((byte) value).charAt(1)).append('.')
                        .append(HexFormat.of().toHexDigits((byte) value).charAt(0)).append('.');
            }
        }
        return text.append(address.length == 4 ? "in-addr.arpa" : "ip6.arpa").toString();
    }

    private static byte[] wire(String name) throws UndecidedException {
        var wire = new ByteArrayOutputStream();
        String rest = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        while (!rest.isEmpty()) {
            int dot = rest.indexOf('.');
            byte[] label = OptionText.bytes(dot < 0 ? rest : rest.substring(0, dot));
            if (label.length == 0 || label.length > LONGEST_LABEL) {
                throw new UndecidedException("name \"" + name + "\" has a part of " + label.length
                        + " bytes; parts have 1 to " + LONGEST_LABEL);
            }
            wire.write(label.length);
            wire.writeBytes(label);
            rest = dot < 0 ? "" : rest.substring(dot + 1);
        }
        wire.write(0);
        if (wire.size() > LONGEST_NAME) {
            throw new UndecidedException(
                    "name \"" + name + "\" has " + wire.size() + " bytes; at most " + LONGEST_NAME + " are allowed");
        }
        return wire.toByteArray();
    }

    /** {@return the whole message} */
    byte[] message() {
        var out = ByteBuffer.allocate(12 + name.length + 4 + 11);
        out.putShort((short) id).putShort((short) flags).putShort((short) 1).putShort((short) 0).putShort((short) 0)
                .putShort((short) (signatures ? 1 : 0));
        out.put(name).putShort((short) type).putShort((short) classCode);
        if (signatures) {
            // RFC 6891: the root's name, OPT, payload, extended code and version, flags, no options.
            out.put((byte) 0).putShort((short) RecordType.OPT).putShort((short) UDP_PAYLOAD).putShort((short) 0)
                    .putShort((short) DNSSEC_OK).putShort((short) 0);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }
}
