package io.arapaima.manager;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Subject;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.desk.RunningConfig;
import io.arapaima.planner.News;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The desk's way to the director: each word is one of its inputs.
 *
 * @param file lvs.cf
 * @param director takes inputs, and does not answer at once
 */
record ConfigInputs(Path file, Consumer<Input> director) implements RunningConfig {
    @Override
    public CompletableFuture<InForce> inForce() {
        var answer = new CompletableFuture<InForce>();
        director.accept(new Input.AskInForce(answer));
        return answer;
    }

    @Override
    public CompletableFuture<Message.Answer> adopt(ConfigSource.Loaded loaded, FileReason how, String actor) {
        var answer = new CompletableFuture<Message.Answer>();
        director.accept(new Input.Adopt(loaded, how, actor, answer));
        return answer;
    }

    @Override
    public void refused(FileReason why, String actor) {
        tell(Event.Kind.RELOAD_REJECTED, "not loaded", why, "what is in force stays", actor);
    }

    @Override
    public void tell(Event.Kind kind, String now, Reason why, String actor) {
        tell(kind, now, why, "", actor);
    }

    private void tell(Event.Kind kind, String now, Reason why, String effect, String actor) {
        director.accept(
                new Input.Told(
                        new News(kind, new Subject.Config(file.toString()), "", now, English.of(why), effect, actor,
                                Event.Facts.of(why))));
    }

    @Override
    public void trouble(String subject, Reason what) {
        director.accept(new Input.Trouble(subject, what));
    }

    @Override
    public void share() {
        director.accept(new Input.Share());
    }
}
