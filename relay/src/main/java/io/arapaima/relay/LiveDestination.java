package io.arapaima.relay;

import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.Destination;

/** A destination in force: its configuration and what it carries. Guarded by its {@link LiveTable}, but for {@link #gone}. */
final class LiveDestination {
    Destination configured;
    long active;
    long inactive;
    /** Set once, when it was removed; then its connections are to be reset. Read by the forwarders without the lock. */
    volatile boolean gone;

    LiveDestination(Destination configured) {
        this.configured = configured;
    }

    Candidate candidate() {
        return new Candidate(configured.key(), configured.weight(), active, inactive);
    }

    Connections connections() {
        return new Connections(active, inactive);
    }
}
