package io.arapaima.manager;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckResults.Engine;
import io.arapaima.ipc.CheckResults.Report;
import io.arapaima.ipc.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries questions about the results of checks to nanny and its answers back. Nobody asks, nothing is said. However many ask for all
 * results, nanny is asked once a second: the others get the same answer. Thread-safe.
 */
final class ResultsDesk {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHARED = Duration.ofSeconds(1);

    private final EngineQuestions<Answer> nanny = new EngineQuestions<>(TIMEOUT);
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    /** All results, as they came last; guarded by the lock. */
    private @Nullable Answer shared;
    private long sharedNanos;
    /** Answers that came in part, by question; of the thread that hears nanny. */
    private final Map<Long, List<Report>> coming = new HashMap<>();

    /** All parts of an answer. */
    private record Answer(List<Report> reports, Optional<Engine> engine) {}

    ResultsDesk(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void came(Outgoing link) {
        coming.clear();
        nanny.came(link);
    }

    void left(Outgoing link) {
        nanny.left(link);
    }

    void told(CheckResults part) {
        coming.keySet().removeIf(id -> !nanny.wants(id));
        if (nanny.wants(part.id())) {
            List<Report> all = coming.computeIfAbsent(part.id(), _ -> new ArrayList<>());
            all.addAll(part.checks());
            if (!part.more()) {
                coming.remove(part.id());
                nanny.answered(part.id(), new Answer(List.copyOf(all), part.engine()));
            }
        }
    }

    /** Blocks until nanny has answered. {@return the parts for whoever asked, or why there are none} */
    List<Message.OfHub> ask(CheckResults.CheckResultsQuery query, AskedChecks known) {
        try {
            List<String> checks = query.names().isEmpty() ? List.of() : known.about(query.names());
            if (!query.names().isEmpty() && checks.isEmpty()) {
                return List.of(new Message.Answer(false, List.of("nothing in lvs.cf that is checked has the name "
                        + String.join(" or ", query.names()))));
            }
            Answer answer = checks.isEmpty() || checks.size() > CheckResults.PART
                    ? all()
                    : nanny.ask(id -> new CheckResults.CheckResultsQuery(id, checks));
            Set<String> wanted = new HashSet<>(checks);
            return parts(query.id(), answer.engine(), answer.reports().stream()
                    .filter(r -> wanted.isEmpty() || wanted.contains(r.check())).toList(), known);
        } catch (EngineQuestions.Unanswered e) {
            return List.of(new Message.Answer(false, List.of(String.valueOf(e.getMessage()))));
        }
    }

    private Answer all() throws EngineQuestions.Unanswered {
        lock.lock();
        try {
            Answer last = shared;
            if (last == null || nanoTime.getAsLong() - sharedNanos >= SHARED.toNanos()) {
                last = nanny.ask(id -> new CheckResults.CheckResultsQuery(id, List.of()));
                shared = last;
                sharedNanos = nanoTime.getAsLong();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private static List<Message.OfHub> parts(long id, Optional<Engine> engine, List<Report> reports,
            AskedChecks known) {
        List<Message.OfHub> parts = new ArrayList<>();
        for (int from = 0; from == 0 || from < reports.size(); from += CheckResults.PART) {
            int to = Math.min(reports.size(), from + CheckResults.PART);
            boolean more = to < reports.size();
            parts.add(new CheckResults(id, reports.subList(from, to).stream().map(known::told).toList(),
                    more ? Optional.empty() : engine, more));
        }
        return parts;
    }
}
