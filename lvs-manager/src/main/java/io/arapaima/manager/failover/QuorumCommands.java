package io.arapaima.manager.failover;

import io.arapaima.checkspec.Encoding;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.config.QuorumSettings;
import io.arapaima.ipc.Serving;
import io.arapaima.planner.Plan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Runs {@code quorum_up} and {@code quorum_down}, one after the other for each service, when it gains or loses its quorum, and once for
 * each service after the start. Used by the director's thread.
 */
public final class QuorumCommands {
    /** As with {@code active_cmd}. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The last change of a service and the one before it say all. */
    private static final int WAITING = 2;

    private final Map<String, CommandRunner> runners = new HashMap<>();
    private final Supplier<Encoding> encoding;
    private final BiConsumer<String, Reason> problems;
    private Map<String, Boolean> lost = new HashMap<>();

    /**
     * @param encoding of the lvs.cf in force, asked by the director's thread
     * @param problems told on another thread after each command: its subject, and what went wrong; {@link Reason#NONE} =
     *     nothing
     */
    public QuorumCommands(Supplier<Encoding> encoding, BiConsumer<String, Reason> problems) {
        this.encoding = encoding;
        this.problems = problems;
    }

    public void look(Plan plan) {
        Map<String, Boolean> now = new HashMap<>();
        plan.services().forEach(service -> {
            String name = service.group().name();
            Boolean was = lost.get(name);
            if (service.serving() == Serving.STARTING) {
                Optional.ofNullable(was).ifPresent(known -> now.put(name, known));
                return;
            }
            now.put(name, service.serving().lost());
            if (was == null || was != service.serving().lost()) {
                service.group().quorum().ifPresent(settings -> run(name, settings, service.serving().lost()));
            }
        });
        lost = now;
        runners.keySet().retainAll(now.keySet());
    }

    private void run(String service, QuorumSettings settings, boolean down) {
        String keyword = down ? "quorum_down" : "quorum_up";
        Optional<String> line = down ? settings.down() : settings.up();
        line.ifPresent(_ -> runners.computeIfAbsent(service, name -> CommandRunner.ofNews("quorum " + name, WAITING))
                .run(keyword, new FailoverCommand(line, LIMIT, encoding.get()),
                        problem -> problems.accept(keyword + " of " + service,
                                problem.isEmpty() ? Reason.NONE : new HubAlarm.CommandFailed(problem))));
    }
}
