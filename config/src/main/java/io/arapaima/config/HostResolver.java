package io.arapaima.config;

import java.net.InetAddress;
import java.util.List;

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
     * The resolver of the system, {@code /etc/hosts} and DNS as the machine is set up.
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
