package io.arapaima.manager;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Says things to a peer without ever waiting for it. A peer that does not listen is hung up on: after a reconnect it
 * starts with a snapshot, so nothing is lost. Only who asks for much waits until he has taken the last of it.
 */
final class Outgoing implements AutoCloseable {
    /** More than the past events that one question can bring, plus a burst. */
    private static final int MAX_WAITING = 10_000;
    /** Messages of thousands of servers that wait at the same time. */
    private static final int MAX_LARGE = 4;

    private static final System.Logger LOG = System.getLogger("lvs");

    private final IpcConnection connection;
    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Thread writer;
    private final Semaphore large = new Semaphore(MAX_LARGE);
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

    /** For the answers of the peer's own conversation: waits while it has not taken those before. */
    void answer(List<? extends Message> parts) throws IOException {
        try {
            for (Message part : parts) {
                if (isLarge(part)) {
                    large.acquire();
                }
                offer(part);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
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

    private static boolean isLarge(Message message) {
        return message instanceof Message.Status || message instanceof CheckResults;
    }

    private void write() {
        try {
            while (true) {
                Message next = waiting.take();
                connection.send(next);
                if (isLarge(next)) {
                    large.release();
                }
            }
        } catch (IOException | RuntimeException e) {
            connection.close();
        } catch (InterruptedException e) {
            // The conversation is over.
        } finally {
            large.release(MAX_WAITING);
        }
    }

    @Override
    public void close() {
        writer.interrupt();
    }
}
