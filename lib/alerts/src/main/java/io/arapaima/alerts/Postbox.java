package io.arapaima.alerts;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.Mail;
import io.arapaima.ipc.DirectorSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The way from the outbox to the operators' mail. {@link #flush} and {@link #drain} are called by the thread that waits for the disk, all but
 * {@link #test} of the others by the director's.
 */
public interface Postbox extends AutoCloseable {
    /**
     * Who is told from now on.
     *
     * @param mail recipients and mail server
     */
    void configure(Mail mail);

    /**
     * Puts what is due into the spool.
     *
     * @param events that wait for it
     * @param now what is not well
     */
    void flush(Outbox events, Situation now);

    /**
     * Puts everything into the spool, due or not: this director stops.
     *
     * @param events that wait for it
     * @param now what is not well
     */
    void drain(Outbox events, Situation now);

    /**
     * What {@code email_limit} holds back.
     *
     * @param events that wait
     * @return how much; empty when it is nothing
     */
    Optional<DirectorSnapshot.HeldMail> held(Outbox events);

    /** {@return what waits, and what went wrong last} */
    DirectorSnapshot.MailStatus status();

    /**
     * What became of a test mail.
     *
     * @param sent whether every recipient was accepted
     * @param lines the conversation with the mail server, and what came of it
     */
    record Tried(boolean sent, List<String> lines) {}

    /**
     * Sends one mail now, and waits for the mail server.
     *
     * @return what became of it
     */
    Tried test();

    /**
     * Who hears of trouble with the mail.
     *
     * @param listener gets its subject, and what is wrong; {@link Reason#NONE} ends it
     */
    void onTrouble(BiConsumer<String, Reason> listener);

    @Override
    void close();
}
