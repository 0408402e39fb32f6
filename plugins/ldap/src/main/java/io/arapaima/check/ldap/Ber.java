package io.arapaima.check.ldap;

import io.arapaima.check.OptionText;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** As much of the basic encoding rules (X.690) as LDAP uses: definite lengths, tags of one byte. */
final class Ber {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int ENUMERATED = 0x0a;
    static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;

    private Ber() {}

    /**
     * One element of a message.
     *
     * @param tag what it is
     * @param from where its contents begin
     * @param to where they end
     */
    record Element(int tag, int from, int to) {}

    static byte[] element(int tag, byte[]... contents) {
        var inside = new ByteArrayOutputStream();
        for (byte[] each : contents) {
            inside.writeBytes(each);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = inside.size();
        if (length < LONG_FORM) {
            out.write(length);
        } else {
            out.writeBytes(new byte[]{(byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length});
        }
        out.writeBytes(inside.toByteArray());
        return out.toByteArray();
    }

    static byte[] text(int tag, String text) {
        return element(tag, OptionText.bytes(text));
    }

    /** A number from 0 to 127. */
    static byte[] number(int tag, int number) {
        return element(tag, new byte[]{(byte) number});
    }

    /** Reads the elements that lie side by side. */
    static List<Element> elements(byte[] message, int from, int to) throws ProtocolException {
        List<Element> elements = new ArrayList<>();
        int at = from;
        while (at < to) {
            int tag = message[at++] & 0xff;
            int length = at < to ? message[at++] & 0xff : Integer.MAX_VALUE;
            if (length >= LONG_FORM && length != Integer.MAX_VALUE) {
                int bytes = length & ~LONG_FORM;
                length = bytes == 0 || bytes > 4 || bytes > to - at ? Integer.MAX_VALUE : 0;
                for (int i = 0; i < bytes && length < 1 << 23; i++) {
                    length = (length << 8) | (message[at++] & 0xff);
                }
            }
            if (length < 0 || length > to - at) {
                throw new ProtocolException("the answer has an element that ends behind it");
            }
            elements.add(new Element(tag, at, at + length));
            at += length;
        }
        return elements;
    }

    static List<Element> inside(byte[] message, Element outer) throws ProtocolException {
        return elements(message, outer.from, outer.to);
    }

    static String text(byte[] message, Element element) {
        return OptionText.said(ByteBuffer.wrap(message, element.from, element.to - element.from));
    }

    /** A number of at most four bytes. */
    static int number(byte[] message, Element element) throws ProtocolException {
        if (element.to == element.from || element.to - element.from > 4) {
            throw new ProtocolException("the answer has a number of " + (element.to - element.from) + " bytes");
        }
        int number = message[element.from];
        for (int i = element.from + 1; i < element.to; i++) {
            number = (number << 8) | (message[i] & 0xff);
        }
        return number;
    }
}
