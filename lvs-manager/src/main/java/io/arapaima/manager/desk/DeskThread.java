package io.arapaima.manager.desk;

import io.arapaima.ipc.Message;
import io.arapaima.ipc.Message.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The thread that may wait for disks and name servers: one wish after the other. Thread-safe. */
final class DeskThread implements AutoCloseable {
    /** All names are asked for within 12 s; the rest is for the disk, and for a wish that is under way. */
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().name("config-desk").daemon().factory());

    DeskThread() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    static Answer refused(String why) {
        return new Answer(false, List.of(why));
    }

    /** Has a wish done; the answer comes within a minute, and says when it is not done by then. */
    CompletableFuture<Answer> ask(Supplier<Answer> wish) {
        return reply(wish::get).thenApply(Answer.class::cast);
    }

    /** The same for a wish that is answered by something else; a refusal is an {@link Answer} there too. */
    CompletableFuture<Message.OfHub> reply(Supplier<Message.OfHub> wish) {
        var answer = new CompletableFuture<Message.OfHub>();
        answer.completeOnTimeout(
                refused("not done within " + ANSWER.toSeconds() + " s; is the disk of lvs.cf well? What is "
                        + "in force stays until it is done"),
                ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        try {
            thread.execute(() -> {
                try {
                    answer.complete(wish.get());
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "lvs.cf was not judged, which is a defect", e);
                    answer.complete(refused("a defect: " + e));
                }
            });
        } catch (RejectedExecutionException e) {
            answer.complete(refused("lvs-manager stops"));
        }
        return answer;
    }

    /** Has something done later, unless the desk is closed by then. */
    void after(Duration time, Runnable work) {
        try {
            var _ = thread.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The next start goes on waiting.
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
