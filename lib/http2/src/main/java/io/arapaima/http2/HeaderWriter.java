package io.arapaima.http2;

import io.arapaima.check.OptionText;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Writes a header block that refers to the static table alone. Texts are not packed: a trace stays legible, and passwords
 * can be masked in it.
 */
final class HeaderWriter {
    private static final int INDEXED = 0x80;
    /** Proxies must not put it into a table, where its length could be guessed byte by byte (RFC 7541, section 7.1.3). */
    private static final int NEVER_KEPT = 0x10;

    private final ByteArrayOutputStream block = new ByteArrayOutputStream();

    private HeaderWriter() {}

    static byte[] write(List<Field> fields) {
        var writer = new HeaderWriter();
        fields.forEach(writer::field);
        return writer.block.toByteArray();
    }

    private void field(Field field) {
        int index = StaticTable.indexOf(field);
        if (index > 0 && StaticTable.FIELDS.get(index - 1).equals(field)) {
            number(INDEXED, 0x7f, index);
            return;
        }
        number(field.name().equals("authorization") ? NEVER_KEPT : 0, 0x0f, index);
        if (index == 0) {
            text(field.name());
        }
        text(field.value());
    }

    private void text(String text) {
        byte[] bytes = OptionText.bytes(text);
        number(0, 0x7f, bytes.length);
        block.writeBytes(bytes);
    }

    private void number(int bits, int most, int number) {
        if (number < most) {
            block.write(bits | number);
            return;
        }
        block.write(bits | most);
        int rest = number - most;
        while (rest > 0x7f) {
            block.write((rest & 0x7f) | 0x80);
            rest >>= 7;
        }
        block.write(rest);
    }
}
