package io.arapaima.manager;

import io.arapaima.config.QuorumSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Runs {@code quorum_up} and {@code quorum_down}, one after the other, when a service gains or loses its quorum, and once for
 * each service after the start. Used by the director's thread.
 */
final class QuorumCommands {
    /** As with {@code active_cmd}. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CommandRunner runner = new CommandRunner("quorum");
    private final BiConsumer<String, String> problems;
    private Map<String, Boolean> lost = new HashMap<>();

    /**
     * @param problems told on another thread after each command: its subject, and what went wrong, one sentence; empty =
     *     nothing
     */
    QuorumCommands(BiConsumer<String, String> problems) {
        this.problems = problems;
    }

    void look(Plan plan) {
        Map<String, Boolean> now = new HashMap<>();
        plan.services().forEach(service -> {
            String name = service.group().name();
            Boolean was = lost.get(name);
            if (service.serving() == Plan.Serving.STARTING) {
                Optional.ofNullable(was).ifPresent(known -> now.put(name, known));
                return;
            }
            now.put(name, service.serving().lost());
            if (was == null || was != service.serving().lost()) {
                service.group().quorum().ifPresent(settings -> run(name, settings, service.serving().lost()));
            }
        });
        lost = now;
    }

    private void run(String service, QuorumSettings settings, boolean down) {
        String keyword = down ? "quorum_down" : "quorum_up";
        Optional<String> line = down ? settings.down() : settings.up();
        line.ifPresent(_ -> runner.run(keyword, new FailoverCommand(line, LIMIT),
                problem -> problems.accept(keyword + " of " + service, problem)));
    }
}
