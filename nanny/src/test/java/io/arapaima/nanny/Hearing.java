package io.arapaima.nanny;

import io.arapaima.ipc.Message;
import io.arapaima.ipc.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The hub's ear: keeps everything that was said, and waits for what shall be said. Thread-safe. */
public final class Hearing implements Consumer<Message> {
    /** Far longer than anything takes; the machine may be busy. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<Message> heard = new ArrayList<>();

    @Override
    public synchronized void accept(Message message) {
        heard.add(message);
        notifyAll();
    }

    synchronized <T> T await(String what, Function<Stream<Message>, java.util.Optional<T>> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found = wanted.apply(List.copyOf(heard).stream());
            if (found.isPresent()) {
                return found.get();
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("never heard " + what + ", but " + heard);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    <M extends Message> M await(Class<M> kind) {
        return await(kind.getSimpleName(), all -> all.filter(kind::isInstance).map(kind::cast).findFirst());
    }

    Verdict awaitVerdict(String check, Verdict.State state) {
        return await(check + " " + state, all -> all.filter(Message.VerdictChanged.class::isInstance)
                .map(m -> ((Message.VerdictChanged) m).verdict())
                .filter(v -> v.check().equals(check) && v.state() == state).reduce((_, last) -> last));
    }

    /** Waits for a trouble; an empty text stands for its end. */
    public String awaitTrouble(String subject, String part) {
        return await("trouble " + subject, all -> all.filter(Message.TroubleReported.class::isInstance)
                .map(Message.TroubleReported.class::cast).filter(t -> t.subject().equals(subject))
                .map(Message.TroubleReported::text)
                .filter(text -> part.isEmpty() ? text.isEmpty() : text.contains(part)).findFirst());
    }

    public synchronized List<Message> all() {
        return List.copyOf(heard);
    }

    synchronized void forget() {
        heard.clear();
    }
}
