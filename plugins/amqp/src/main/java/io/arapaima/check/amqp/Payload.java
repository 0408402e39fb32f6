package io.arapaima.check.amqp;

import io.arapaima.check.OptionText;
import io.arapaima.check.UndecidedException;
import java.io.ByteArrayOutputStream;

/** What a method of ours carries, field by field. */
final class Payload {
    private static final int MOST_OF_SHORT = 255;
    private static final int MOST_OF_LONG = 4096;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Payload octet(int value) {
        bytes.write(value);
        return this;
    }

    Payload number16(int value) {
        return octet(value >> 8).octet(value);
    }

    Payload number32(int value) {
        return number16(value >> 16).number16(value);
    }

    Payload shortText(String option, String text) throws UndecidedException {
        byte[] encoded = encoded(option, text, MOST_OF_SHORT);
        octet(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    Payload longText(String option, String text) throws UndecidedException {
        byte[] encoded = encoded(option, text, MOST_OF_LONG);
        number32(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    private static byte[] encoded(String option, String text, int most) throws UndecidedException {
        byte[] encoded = OptionText.bytes(text);
        if (encoded.length > most) {
            throw new UndecidedException(
                    "option " + option + " has " + encoded.length + " bytes; at most " + most + " are sent");
        }
        return encoded;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
