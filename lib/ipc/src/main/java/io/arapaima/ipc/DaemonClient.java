package io.arapaima.ipc;

import io.arapaima.ipc.peer.OnBehalf;
import io.arapaima.daemon.Version;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A conversation with a daemon, begun by this side: connects, says Hello, asks. Used by one thread at a time. */
public abstract sealed class DaemonClient implements Closeable permits HubClient, PulseClient {
    private final IpcConnection connection;

    DaemonClient(Path socket, String program, Optional<OnBehalf> person) throws IOException {
        connection = IpcConnection.connect(socket);
        try {
            connection.send(
                    new Message.Hello(program, Version.TEXT, ProcessHandle.current().pid(), Message.Hello.PROTOCOL,
                            person));
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** The conversation itself, for those that do more than ask. */
    final IpcConnection connection() {
        return connection;
    }

    /**
     * Asks, and waits for the answer of the expected kind.
     *
     * @throws IOException if the daemon refuses, with its sentence; or if it is gone or says something else
     */
    final <T extends Message> T ask(Message request, Class<T> expected) throws IOException {
        Message said = exchange(request);
        if (expected.isInstance(said)) {
            return expected.cast(said);
        }
        throw unexpected(said);
    }

    /** A daemon that has refused the Hello has said why before it went. */
    final Message exchange(Message request) throws IOException {
        try {
            connection.send(request);
        } catch (IOException gone) {
            try {
                return connection.receive();
            } catch (IOException e) {
                throw gone;
            }
        }
        return connection.receive();
    }

    static IOException unexpected(Message said) {
        return said instanceof Message.Answer(var ok, var lines, var _) && !ok
                ? new IOException(String.join("; ", lines))
                : new IOException("the daemon answered something else; is it of version " + Version.TEXT + "?");
    }

    /** Ends the conversation. */
    @Override
    public final void close() {
        connection.close();
    }
}
