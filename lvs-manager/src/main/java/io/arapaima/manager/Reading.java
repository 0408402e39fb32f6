package io.arapaima.manager;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads lvs.cf beside the director, which waits for no disk and no name server: one reading after the other, and what was read is
 * handed to the director as one input. Thread-safe.
 */
final class Reading {
    /** All names are asked for within 12 s; the rest is for the disk, and for a reading that is under way. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final ConfigSource source;
    private final Consumer<Input> director;
    private final ReentrantLock turn = new ReentrantLock(/* fair= */ true);

    /**
     * @param director gets what was read
     */
    Reading(ConfigSource source, Consumer<Input> director) {
        this.source = source;
        this.director = director;
    }

    /** Has the file read; returns at once. */
    void ask(CompletableFuture<Message.Answer> answer, CheckCatalogue catalogue) {
        answer.completeOnTimeout(new Message.Answer(false, List.of(source.file() + " was not read within "
                + ANSWER.toSeconds()
                + " s; is its disk well? What is in force stays, and the file is taken into use once it"
                + " has been read")), ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        Thread.ofPlatform().name("reading").daemon().start(() -> inTurn(() -> {
            director.accept(new Input.HaveRead(source.read(catalogue), answer));
            return answer;
        }));
    }

    /** Does something while nobody else reads, writes or judges the file. */
    <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
