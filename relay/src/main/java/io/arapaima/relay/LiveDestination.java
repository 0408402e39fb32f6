package io.arapaima.relay;

import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.Destination;

/** A destination in force: its configuration and what it carries. Guarded by its {@link LiveTable}, but for {@link #gone}. */
final class LiveDestination {
    /** What has gone through it; counted by the forwarders without the lock. */
    final Meter meter;
    Destination configured;
    long active;
    long inactive;
    /** Set once, when it was removed; then its connections are to be reset. Read by the forwarders without the lock. */
    volatile boolean gone;

    LiveDestination(Destination configured, Meter meter) {
        this.configured = configured;
        this.meter = meter;
    }

    Candidate candidate() {
        return new Candidate(configured.key(), configured.weight(), active, inactive);
    }

    Connections connections() {
        return new Connections(active, inactive);
    }
}
