package io.arapaima.config;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the reader finds the addresses of host names. Numeric addresses are never asked for. */
@FunctionalInterface
public interface HostResolver {
    /**
     * Looks a host name up. May block as long as the system's resolver does.
     *
     * @param host a name of at most 253 characters
     * @return its addresses, best first; empty when there is none
     */
    List<InetAddress> lookup(String host);

    /**
     * Looks all host names of a file up.
     *
     * @param hosts names of at most 253 characters, at most 512 of them
     * @return the addresses of each, best first; a name that is missing, or has none, is not known
     */
    default Map<String, List<InetAddress>> lookupAll(Set<String> hosts) {
        Map<String, List<InetAddress>> found = new HashMap<>();
        hosts.forEach(host -> found.put(host, lookup(host)));
        return found;
    }

    /**
     * The resolver of the system, {@code /etc/hosts} and DNS as the machine is set up. All names of a file are asked for at the same
     * time, and not longer than 12 s in all: a name server that is dead may be asked twice, and the next one once.
     *
     * @return a resolver that asks the system
     */
    static HostResolver system() {
        return new SystemResolver();
    }

    /**
     * A resolver that knows no name: for editors and tests that must not wait for a name server.
     *
     * @return a resolver that finds nothing
     */
    static HostResolver none() {
        return host -> List.of();
    }
}
