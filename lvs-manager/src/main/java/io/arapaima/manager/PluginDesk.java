package io.arapaima.manager;

import io.arapaima.ipc.Message;
import java.time.Duration;
import java.util.List;

/** Carries questions about plugins to nanny and its answers back. Thread-safe. */
final class PluginDesk {
    /** nanny gives each plugin 10 s to be created; more than two at once that need it are not waited for. */
    private static final Duration TIMEOUT = Duration.ofSeconds(25);

    private final EngineQuestions<Message.Plugins> nanny = new EngineQuestions<>(TIMEOUT);

    void came(Outgoing link) {
        nanny.came(link);
    }

    void left(Outgoing link) {
        nanny.left(link);
    }

    void told(Message.Plugins told) {
        nanny.answered(told.id(), told);
    }

    /** Blocks until nanny has answered. */
    Message.OfHub ask(boolean look) {
        try {
            return nanny.ask(id -> new Message.PluginsQuery(id, look));
        } catch (EngineQuestions.Unanswered e) {
            return new Message.Answer(false, List.of(String.valueOf(e.getMessage())));
        }
    }
}
