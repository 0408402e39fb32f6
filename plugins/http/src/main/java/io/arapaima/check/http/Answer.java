package io.arapaima.check.http;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back.
 *
 * @param status 100 to 599
 * @param statusLine code and words, for messages
 * @param location where a redirect points to
 * @param type its Content-Type, which may say the encoding; empty = none
 * @param raw the beginning of the body, up to the limit, a character for each byte
 * @param read whether the body was read, if there is one
 * @param packed names of the codings that the server put around the body unasked; mostly empty
 */
record Answer(int status, String statusLine, Optional<String> location, String type, String raw, boolean read,
        String packed) {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)\"?");

    /** The body in the encoding that it declares, else as UTF-8 or, where it is none, ISO 8859-1; decoded at each call. */
    String body() {
        return declared().map(charset -> new String(raw.getBytes(StandardCharsets.ISO_8859_1), charset))
                .orElseGet(() -> OptionText.said(raw));
    }

    /** Empty also for one that no Java knows. */
    private Optional<Charset> declared() {
        Matcher charset = CHARSET.matcher(type);
        try {
            return charset.find() ? Optional.of(Charset.forName(charset.group(1))) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether an expression is found in the body, as text or as bytes. */
    boolean has(AnswerPattern pattern, Deadline deadline) throws IOException, InterruptedException {
        String text = body();
        return pattern.foundIn(text, deadline) || (!text.equals(raw) && pattern.foundIn(raw, deadline));
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
