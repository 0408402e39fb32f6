package io.arapaima.manager;

import io.arapaima.config.Mail;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Events stay in the outbox, where a test can see them. */
final class NoMail implements Postbox {
    private final AtomicInteger flushes = new AtomicInteger();

    /** How many passes the director has made. */
    int flushes() {
        return flushes.get();
    }

    @Override
    public void configure(Mail mail) {}

    @Override
    public void flush(Chronicle chronicle) {
        flushes.incrementAndGet();
    }

    @Override
    public String status() {
        return "off";
    }

    @Override
    public List<String> test() {
        return List.of();
    }

    @Override
    public void onTrouble(BiConsumer<String, String> listener) {}

    @Override
    public void close() {}
}
