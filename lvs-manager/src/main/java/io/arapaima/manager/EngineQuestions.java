package io.arapaima.manager;

import io.arapaima.ipc.Message;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the check engine whose answers somebody waits for; what the director decides has no part in it. Thread-safe.
 *
 * @param <A> an answer
 */
final class EngineQuestions<A> {
    private final Duration timeout;
    private final Map<Long, CompletableFuture<A>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private volatile @Nullable Outgoing engine;

    /** There is no answer; the message says why and what to do. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        Unanswered(String why) {
            super(why + "; lvsctl status says what it is in trouble with");
        }
    }

    /**
     * Without an engine.
     *
     * @param timeout so long an answer may take
     */
    EngineQuestions(Duration timeout) {
        this.timeout = timeout;
    }

    void came(Outgoing link) {
        engine = link;
    }

    /** Who waits for that engine will not be answered. */
    void left(Outgoing link) {
        if (engine == link) {
            engine = null;
            waiting.values()
                    .forEach(answer -> answer.completeExceptionally(new Unanswered("the check engine has just ended")));
        }
    }

    /** {@return whether somebody waits for the answer to this question} */
    boolean wants(long id) {
        return waiting.containsKey(id);
    }

    void answered(long id, A answer) {
        CompletableFuture<A> asked = waiting.get(id);
        if (asked != null) {
            asked.complete(answer);
        }
    }

    /** Blocks until the engine has answered. */
    A ask(LongFunction<Message> question) throws Unanswered {
        Outgoing link = engine;
        if (link == null) {
            throw new Unanswered("the check engine is not connected");
        }
        long id = last.incrementAndGet();
        var answer = new CompletableFuture<A>();
        waiting.put(id, answer);
        try {
            link.offer(question.apply(id));
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Unanswered("the check engine has not answered within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Unanswered why ? why : new Unanswered("a defect: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("the hub is ending");
        } finally {
            waiting.remove(id);
        }
    }
}
