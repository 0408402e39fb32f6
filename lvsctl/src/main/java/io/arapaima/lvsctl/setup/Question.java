package io.arapaima.lvsctl.setup;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One thing that setup has to know.
 *
 * @param key its name in a file of answers
 * @param words what is asked
 * @param kind what a good answer looks like
 * @param offer the answer that counts where none is given, from the answers before; empty text = nothing is wanted, no value = it must
 *     be answered
 * @param when whether it is asked at all, from the answers before
 */
record Question(String key, String words, Kind kind, Function<Map<String, String>, Optional<String>> offer,
        Predicate<Map<String, String>> when) {
    private static final String NUMBERS = "[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";
    private static final int MOST_PORT = 65_535;

    /** What a good answer looks like. */
    enum Kind {
        /** An IPv4 or IPv6 address. */
        ADDRESS("an address, for example 192.0.2.10", "192.0.2.10"),
        /** Several of them. */
        ADDRESSES("addresses with blanks between them, for example 192.0.2.11 192.0.2.12", "192.0.2.11"),
        /** A port. */
        PORT("a port, 1 to 65535", "80"),
        /** A name of a block, or of an interface. */
        NAME("a name of letters, digits, - and _", "web"),
        /** How packets reach the real servers. */
        FORWARDING("direct, nat or tunnel", "nat"),
        /** How packets are forwarded. */
        PLANE("auto, ipvs or relay", "auto"),
        /** A check, as it stands in lvs.cf; judged with the file. */
        CHECK("a check, for example http; lvsctl plugins lists them", "http"),
        /** Addresses of mail; judged with the file. */
        MAIL("an address of mail, for example ops@example.com", "ops@example.com");

        private final String words;
        private final String sample;

        Kind(String words, String sample) {
            this.words = words;
            this.sample = sample;
        }

        /** What a good answer looks like, in words. */
        String words() {
            return words;
        }

        /** A good answer. */
        String sample() {
            return sample;
        }

        /** Whether a text is one. */
        boolean takes(String text) {
            return switch (this) {
                case ADDRESS -> isAddress(text);
                case ADDRESSES -> Arrays.stream(text.split("[ ,]+", -1)).allMatch(Kind::isAddress);
                case PORT -> isPort(text);
                case NAME -> text.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
                case FORWARDING -> List.of("direct", "nat", "tunnel").contains(text);
                case PLANE -> List.of("auto", "ipvs", "relay").contains(text);
                case CHECK -> !text.isBlank();
                case MAIL -> text.contains("@");
            };
        }

        private static boolean isAddress(String text) {
            try {
                return text.matches(NUMBERS) && text.split("[.:]", -1).length > 2
                        && !InetAddress.ofLiteral(text).isAnyLocalAddress();
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        private static boolean isPort(String text) {
            return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_PORT;
        }
    }

    /** What is wrong with an answer; nothing where it is good. */
    Optional<String> fault(String answer, Map<String, String> before) {
        if (answer.isEmpty()) {
            return offer.apply(before).filter(String::isEmpty).isPresent()
                    ? Optional.empty()
                    : Optional.of(key + " must be answered: " + kind.words());
        }
        return kind.takes(answer) ? Optional.empty() : Optional.of(key + " is " + answer + "; write " + kind.words());
    }
}
