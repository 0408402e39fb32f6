package io.arapaima.ipvs;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Datagrams to and from the kernel. Used by one thread at a time. */
interface NetlinkChannel extends AutoCloseable {
    /** Sends one datagram of any number of messages, from position to limit; the kernel has carried them out on return. */
    void send(ByteBuffer messages) throws NetlinkException;

    /**
     * Takes the next datagram of the kernel; those of other senders are dropped. The buffer holds until the next call.
     *
     * @param patience how long to wait; zero = only what is there
     * @return the datagram in native order, or empty when none came in time
     * @throws NetlinkException.Lost when the kernel dropped datagrams, or this one does not fit
     */
    Optional<ByteBuffer> receive(Duration patience) throws NetlinkException;

    @Override
    void close();
}
