package io.arapaima.config;

import java.net.InetAddress;
import java.util.Objects;

/** A server that does the work: one {@code server} block. Immutable. */
public final class RealServer {
    private final String name;
    private final Values values;

    RealServer(String name, Values values) {
        this.name = name;
        this.values = values;
    }

    /**
     * Its name, a label for people; not necessarily unique.
     *
     * @return the word behind {@code server}
     */
    public String name() {
        return name;
    }

    /**
     * Its address.
     *
     * @return IPv4 or IPv6; 0.0.0.0 when the file gives none
     */
    public InetAddress address() {
        return values.get(ServerKeywords.ADDRESS);
    }

    /**
     * Whether it takes part at all.
     *
     * @return false unless the file says 1
     */
    public boolean active() {
        return values.get(ServerKeywords.ACTIVE);
    }

    /**
     * Its share of the connections.
     *
     * @return 0 to 65535; 0 = no new connections; 1 unless the file says otherwise
     */
    public int weight() {
        return values.get(ServerKeywords.WEIGHT).intValue();
    }

    /**
     * Whether its weight is left alone by load and slow start.
     *
     * @return false unless the file says 1
     */
    public boolean fixedWeight() {
        return values.get(ServerKeywords.FIXED_WEIGHT);
    }

    /**
     * Its port; the port of the block where the server names none.
     *
     * @return 0 to 65535
     */
    public int port() {
        return values.get(ServerKeywords.PORT).intValue();
    }

    Values values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RealServer that && name.equals(that.name) && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, values);
    }

    @Override
    public String toString() {
        return "server " + name;
    }
}
