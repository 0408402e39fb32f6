package io.arapaima.manager;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.alerts.Outbox;
import io.arapaima.alerts.Postbox;
import io.arapaima.alerts.Situation;
import io.arapaima.config.Mail;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Events stay in the outbox, where a test can see them. */
final class NoMail implements Postbox {
    private final AtomicInteger flushes = new AtomicInteger();
    private volatile List<Event> outbox = List.of();

    /** What would be mailed, as of the last pass. */
    List<Event> outbox() {
        return outbox;
    }

    /** How many passes the director has made. */
    int flushes() {
        return flushes.get();
    }

    @Override
    public void configure(Mail mail) {}

    @Override
    public void flush(Outbox events, Situation now) {
        outbox = events.waiting();
        flushes.incrementAndGet();
    }

    @Override
    public void drain(Outbox events, Situation now) {
        flush(events, now);
    }

    @Override
    public Optional<DirectorSnapshot.HeldMail> held(Outbox events) {
        return Optional.empty();
    }

    @Override
    public DirectorSnapshot.MailStatus status() {
        return new DirectorSnapshot.MailStatus(false, 0, "");
    }

    @Override
    public Tried test() {
        return new Tried(false, List.of());
    }

    @Override
    public void onTrouble(BiConsumer<String, Reason> listener) {}

    @Override
    public void close() {}
}
