package io.arapaima.nanny;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.LongAdder;

/** A server for measurements: takes each connection, counts it and closes it, for as long as this process lives. */
final class CountingListener {
    private CountingListener() {}

    /** {@return the port, on every address of this machine} */
    static int open(LongAdder accepted) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress("0.0.0.0", 0), 4096);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    listener.accept().close();
                    accepted.increment();
                }
            } catch (IOException e) {
                System.err.println("a listener ended: " + e);
            }
        });
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }
}
