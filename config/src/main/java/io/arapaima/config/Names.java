package io.arapaima.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of one file: each is looked up once, and not without end. */
final class Names {
    /** Each lookup may block for seconds; a director with more named hosts than this should use addresses. */
    static final int MAX_LOOKUPS = 512;
    /** Longest name of DNS (RFC 1035, 2.3.4, without the trailing dot). */
    static final int MAX_NAME = 253;

    private final HostResolver resolver;
    private final Map<String, Optional<InetAddress>> known = new HashMap<>();

    Names(HostResolver resolver) {
        this.resolver = resolver;
    }

    /** The address a host stands for: numbers and dots, an IPv6 literal, or a name (its first IPv4 address, as Piranha). */
    Optional<InetAddress> address(String host) {
        Optional<InetAddress> literal = Literals.address(host);
        if (literal.isPresent() || !looksLikeName(host)) {
            return literal;
        }
        if (!known.containsKey(host) && known.size() < MAX_LOOKUPS) {
            known.put(host, best(resolver.lookup(host)));
        }
        return known.getOrDefault(host, Optional.empty());
    }

    private static Optional<InetAddress> best(List<InetAddress> found) {
        return found.stream().filter(Inet4Address.class::isInstance).findFirst().or(() -> found.stream().findFirst());
    }

    /** Keeps "256.1.1.1", blanks and control characters from a resolver that might wait for a server to refuse them. */
    private static boolean looksLikeName(String host) {
        return host.length() <= MAX_NAME
                && host.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_')
                && host.chars().anyMatch(Character::isLetter);
    }
}
