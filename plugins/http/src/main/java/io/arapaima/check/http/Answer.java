package io.arapaima.check.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What came back.
 *
 * @param status 100 to 599
 * @param statusLine code and words, for messages
 * @param location where a redirect points to
 * @param raw the beginning of the body, up to the limit, a character for each byte
 * @param read whether the body was read, if there is one
 * @param packed names of the codings that the server put around the body unasked; mostly empty
 */
record Answer(int status, String statusLine, Optional<String> location, String raw, boolean read, String packed) {
    /** The body, read as UTF-8; decoded at each call. */
    String body() {
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** What was seen, for a pass. */
    String summary() {
        return statusLine + (read ? ", " + bytes() + " bytes" : ", body not read");
    }

    /** How many bytes of the body were read. */
    int bytes() {
        return raw.length();
    }
}
