package io.arapaima.check.ping;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Carries messages to one server and back, without ever blocking. Not for sharing between threads. */
interface EchoChannel extends AutoCloseable {
    /** Sends one message. */
    void send(byte[] message) throws KernelRefusal;

    /** The next message that has come, from its ICMP header on and valid until the next call; empty if none has. */
    Optional<ByteBuffer> receive() throws KernelRefusal;

    @Override
    void close();

    /** Opens channels. */
    @FunctionalInterface
    interface Opener {
        /** Opens one for messages of at most so many bytes. */
        EchoChannel open(InetAddress address, int length) throws KernelRefusal;
    }
}
