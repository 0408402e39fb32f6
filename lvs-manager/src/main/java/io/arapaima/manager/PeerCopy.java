package io.arapaima.manager;

import java.nio.file.Path;

/**
 * The copying of lvs.cf between directors.
 *
 * @param pusher sends ours
 * @param delivery takes theirs
 */
record PeerCopy(Pusher pusher, Delivery delivery) {
    /**
     * @param pulse the socket of pulse, which carries
     */
    static PeerCopy of(Director director, ConfigSource source, Path pulse) {
        return new PeerCopy(new Pusher(director, source, pulse), new Delivery(director, source));
    }
}
