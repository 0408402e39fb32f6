package io.arapaima.pulse.wire;

import io.arapaima.pulse.election.Beat;
import java.util.List;

/** The way on which beats travel. */
public interface Wire extends AutoCloseable {
    /** Says it over every path; never waits, and what cannot be sent is lost, as packets are. */
    void send(int rank, Beat beat);

    /** How the packets of each partner fared over each path. */
    List<Traffic> traffic();

    /** Packets that were none of a partner's. */
    long garbage();

    /**
     * Has somebody told, by a receiving thread, whenever a packet from a partner's address cannot be opened.
     *
     * @param teller must not wait
     */
    void onUnopened(Runnable teller);

    @Override
    void close();

    /**
     * What is known of the packets of a partner over one path.
     *
     * @param path its name
     * @param rank whose
     * @param counts how they fared
     */
    record Traffic(String path, int rank, Correspondent.Counts counts) {}
}
