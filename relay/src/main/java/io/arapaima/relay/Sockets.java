package io.arapaima.relay;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** The ends of sockets. */
final class Sockets {
    private static final System.Logger LOG = System.getLogger("relay");

    private Sockets() {}

    /** Closes with RST instead of FIN: what is not yet sent is dropped, and the peer learns that it was no ordinary end. */
    static void reset(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException alreadyReset) {
            LOG.log(Level.TRACE, "the peer was first", alreadyReset);
        }
        close(channel);
    }

    static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException useless) {
            LOG.log(Level.TRACE, "closing never brings data back", useless);
        }
    }
}
