package io.arapaima.manager;

import io.arapaima.config.Mail;
import java.util.List;
import java.util.function.BiConsumer;

/** Events stay in the outbox, where a test can see them. */
final class NoMail implements Postbox {
    @Override
    public void configure(Mail mail) {}

    @Override
    public void flush(Chronicle chronicle) {}

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
