package io.arapaima.manager;

import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Says things to a peer without ever waiting for it. A peer that does not listen is hung up on: after a reconnect it
 * starts with a snapshot, so nothing is lost.
 */
final class Outgoing implements AutoCloseable {
    /** More than the past events that one question can bring, plus a burst. */
    private static final int MAX_WAITING = 10_000;

    private static final System.Logger LOG = System.getLogger("lvs");

    private final IpcConnection connection;
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread writer;
    /** Only the first is told, or a peer could fill the journal; of the conversation's thread. */
    private boolean answered;

    Outgoing(IpcConnection connection) {
        this.connection = connection;
        this.writer = Thread.ofVirtual().name("hub-writer").start(this::write);
    }

    void offer(Message message) {
        if (!waiting.offer(message)) {
            connection.close();
        }
    }

    /** Answers what this peer has no use for saying, as another build's peer might; a refusal is not answered. */
    void misplaced(String peer, Message said) {
        if (said instanceof Message.Answer(var _, var lines, var _)) {
            LOG.log(answered ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING, "{0} answers: {1}", peer,
                    String.join("; ", lines));
            answered = true;
            return;
        }
        offer(new Message.Answer(false,
                List.of(said.getClass().getSimpleName() + " is not for lvs-manager to hear from "
                        + peer)));
    }

    private void write() {
        try {
            while (true) {
                connection.send(waiting.take());
            }
        } catch (IOException | RuntimeException e) {
            connection.close();
        } catch (InterruptedException e) {
            // The conversation is over.
        }
    }

    @Override
    public void close() {
        writer.interrupt();
    }
}
