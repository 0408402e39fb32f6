package io.arapaima.check;

import io.arapaima.check.Target.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** The other side of a probe in one trial: a server with one behaviour, or what stands for it, such as a program. */
public interface Peer extends AutoCloseable {
    /** {@return whom to probe} */
    InetSocketAddress address();

    /** {@return the transport that the target names} */
    default Transport transport() {
        return Transport.TCP;
    }

    /** {@return options of the check for this peer alone, by option name; they come on top of those of the terms} */
    default Map<String, String> options() {
        return Map.of();
    }

    @Override
    default void close() throws IOException {}

    /**
     * A peer that is nothing but options, for checks that start a program or read a file.
     *
     * @param options the options that bring the behaviour about, for example a program that sleeps
     * @return the peer; its address is 127.0.0.1, port 9
     */
    static Peer of(Map<String, String> options) {
        return new Peer() {
            @Override
            public InetSocketAddress address() {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
            }

            @Override
            public Map<String, String> options() {
                return options;
            }
        };
    }

    /** Makes a new peer for each trial. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens the peer; from now on it can be probed.
         *
         * @return the peer
         * @throws IOException if it cannot be opened
         */
        Peer open() throws IOException;
    }
}
