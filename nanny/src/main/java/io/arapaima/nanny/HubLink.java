package io.arapaima.nanny;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.nio.file.Path;

/** The conversation with the hub. Saying something never blocks. */
final class HubLink implements AutoCloseable {
    private final HubClient connection;
    private final Outbox outbox = new Outbox();
    // Not virtual: the hub must hear of a plugin that holds all carriers.
    private final Thread sender = EssentialThread.platform("to-hub").unstarted(this::send);

    private HubLink(HubClient connection) {
        this.connection = connection;
    }

    static HubLink connect(Path socket) throws IOException {
        var link = new HubLink(HubClient.connect(socket, "nanny"));
        link.sender.start();
        return link;
    }

    void say(Message message) {
        outbox.put(message);
    }

    Message hear() throws IOException {
        return connection.hear();
    }

    private void send() {
        try {
            while (true) {
                connection.say(outbox.take());
            }
        } catch (IOException | InterruptedException e) {
            // The hub is gone; whoever hears it says so.
            connection.close();
        }
    }

    @Override
    public void close() {
        connection.close();
        sender.interrupt();
    }
}
