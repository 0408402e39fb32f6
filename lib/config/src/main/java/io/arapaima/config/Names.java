package io.arapaima.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of one file: first all of them are noted, then they are asked for together, then each is known or is not. */
final class Names {
    /** A director with more named hosts than this should use addresses. */
    static final int MAX_LOOKUPS = 512;
    /** Longest name of DNS (RFC 1035, 2.3.4, without the trailing dot). */
    static final int MAX_NAME = 253;

    private final Map<String, Optional<InetAddress>> known = new HashMap<>();
    private final boolean noting;

    /** Notes names, of which none is known. */
    Names() {
        this.noting = true;
    }

    private Names(Map<String, List<InetAddress>> found) {
        this.noting = false;
        found.forEach((host, addresses) -> known.put(host, best(addresses)));
    }

    /** {@return the same names, asked for} */
    Names asked(HostResolver resolver) {
        return new Names(resolver.lookupAll(Set.copyOf(known.keySet())));
    }

    /** {@return whether the file names no host} */
    boolean none() {
        return known.isEmpty();
    }

    /** The address a host stands for: numbers and dots, an IPv6 literal, or a name (its first IPv4 address, as Piranha). */
    Optional<InetAddress> address(String host) {
        Optional<InetAddress> literal = Literals.address(host);
        if (literal.isPresent() || !looksLikeName(host)) {
            return literal;
        }
        if (noting && known.size() < MAX_LOOKUPS) {
            known.put(host, Optional.empty());
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
