package io.arapaima.check.http;

import java.math.BigInteger;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The header fields of one answer that matter here, and how the end of its body is found (RFC 9112, section 6.3). Filled line by
 * line. Not thread-safe.
 */
final class Framing {
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final List<String> codings = new ArrayList<>();
    private final List<String> lengths = new ArrayList<>();
    private Optional<String> location = Optional.empty();
    private String type = "";
    private String coding = "";

    /** Takes one field, name, colon and value, unfolded. */
    void take(String field) throws ProtocolException {
        int colon = field.indexOf(':');
        String name = field.substring(0, Math.max(0, colon)).strip();
        if (name.isEmpty()) {
            throw new ProtocolException("the header line \"" + shown(field)
                    + (colon < 0 ? "\" has no colon" : "\" has no name before its colon"));
        }
        String value = field.substring(colon + 1).strip();
        switch (name.toLowerCase(Locale.ROOT)) {
            case "transfer-encoding" -> codings.addAll(words(value));
            case "content-length" -> lengths.add(value);
            case "content-encoding" -> coding = value.toLowerCase(Locale.ROOT);
            // Without a value it points nowhere, as browsers and curl have it.
            case "content-type" -> type = type.isEmpty() ? value : type;
            case "location" -> location = location.or(() -> Optional.of(value).filter(text -> !text.isEmpty()));
            default -> {
                // tells nothing about the body
            }
        }
    }

    /** The members of a list in lower case, without parameters and empty ones; identity, of RFC 2616, is no coding. */
    private static List<String> words(String list) {
        return Arrays.stream(list.toLowerCase(Locale.ROOT).split(",", -1)).map(word -> word.split(";", -1)[0].strip())
                .filter(word -> !word.isEmpty() && !word.equals("identity")).toList();
    }

    /** {@return its Content-Type; empty = none} */
    String type() {
        return type;
    }

    Optional<String> location() {
        return location;
    }

    boolean chunked() {
        return !codings.isEmpty() && codings.getLast().equals("chunked");
    }

    /**
     * How long the body is, where that is told; a coding overrides it.
     *
     * @throws ProtocolException if it cannot be: RFC 9112, section 6.3, takes the same number several times
     */
    OptionalLong length() throws ProtocolException {
        if (!codings.isEmpty() || lengths.isEmpty()) {
            return OptionalLong.empty();
        }
        List<String> given = lengths.stream().flatMap(each -> Arrays.stream(each.split(",", -1))).map(String::strip)
                .filter(each -> !each.isEmpty()).distinct().toList();
        boolean digits = !given.isEmpty() && given.stream().allMatch(each -> each.matches("[0-9]{1,1000}"));
        List<BigInteger> numbers = digits ? given.stream().map(BigInteger::new).distinct().toList() : List.of();
        if (numbers.size() != 1) {
            throw new ProtocolException("the answer has an impossible Content-Length: "
                    + shown(String.join(", ", lengths)));
        }
        return OptionalLong.of(numbers.getFirst().min(MOST).longValue());
    }

    /** How the body is packed although nobody asked for that; empty when it is as it is. */
    String packed() {
        List<String> all = new ArrayList<>(words(coding));
        codings.stream().filter(each -> !each.equals("chunked")).forEach(all::add);
        return String.join(", ", all);
    }

    /** The beginning says what it is; CheckResult makes it printable. */
    static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
