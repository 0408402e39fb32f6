package io.arapaima.http2;

/**
 * A header field.
 *
 * @param name in lower case; that of a pseudo-header field begins with a colon
 * @param value to be sent: any text, as UTF-8; received: a character for each byte
 */
public record Field(String name, String value) {
    /** What an entry costs besides its texts (RFC 7541, section 4.1). */
    private static final int OVERHEAD = 32;

    /** Size of a received field, as tables and limits count it. */
    int size() {
        return name.length() + value.length() + OVERHEAD;
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
