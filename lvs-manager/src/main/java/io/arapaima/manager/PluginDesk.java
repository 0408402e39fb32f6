package io.arapaima.manager;

import io.arapaima.ipc.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Carries questions about plugins to nanny and its answers back; what the director decides has no part in it. Thread-safe. */
final class PluginDesk {
    /** nanny gives each plugin 10 s to be created; more than two at once that need it are not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Map<Long, CompletableFuture<Message.OfHub>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private volatile @Nullable Outgoing nanny;

    void came(Outgoing link) {
        nanny = link;
    }

    /** Who waits for that nanny will not be answered. */
    void left(Outgoing link) {
        if (nanny == link) {
            nanny = null;
            waiting.values().forEach(answer -> answer.complete(silent("the check engine has just ended")));
        }
    }

    void told(Message.Plugins told) {
        CompletableFuture<Message.OfHub> answer = waiting.get(told.id());
        if (answer != null) {
            answer.complete(told);
        }
    }

    /** Blocks until nanny has answered. */
    Message.OfHub ask(boolean look) {
        Outgoing link = nanny;
        if (link == null) {
            return silent("the check engine is not connected");
        }
        long id = last.incrementAndGet();
        var answer = new CompletableFuture<Message.OfHub>();
        waiting.put(id, answer);
        try {
            link.offer(new Message.PluginsQuery(id, look));
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return silent("the check engine has not answered within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return silent("the hub is ending");
        } finally {
            waiting.remove(id);
        }
    }

    private static Message.Answer silent(String why) {
        return new Message.Answer(false, List.of(why + "; lvsctl status says what it is in trouble with"));
    }
}
