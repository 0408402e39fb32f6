package io.arapaima.nanny;

import io.arapaima.check.CheckResult;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.PlannedCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What it costs to ask for all results: {@code ResultsBenchmark 10000}. */
final class ResultsBenchmark {
    private static final int WARM = 20;
    private static final int RUNS = 50;

    private ResultsBenchmark() {}

    public static void main(String[] words) {
        int checks = Integer.parseInt(words[0]);
        var roster = new Roster();
        List<PlannedCheck> plan = IntStream.range(0, checks)
                .mapToObj(
                        i -> Plans.check("web/s" + i + "@10.0.0.1:" + i, "http", "10.0." + i / 256 + "." + i % 256, 80))
                .toList();
        roster.take(plan, Instant.now());
        long noting = time(() -> roster.probes().forEach(probe -> probe.found(
                new CheckResult.Passed(Duration.ofMillis(2), "200 OK"), System.currentTimeMillis())));
        long gathering = time(() -> roster.reports(roster.ids()));
        List<CheckResults.Report> all = roster.reports(roster.ids());
        var message = new CheckResults(1, all, Optional.empty(), false);
        String line = Json.write(message);
        long writing = time(() -> Json.write(message));
        long reading = time(() -> Json.read(line, CheckResults.class));
        System.out.printf(Locale.ROOT,
                "%d checks: note %d ns each, gather %.1f ms, write %.1f ms, read %.1f ms, %d kB%n",
                checks, noting / checks, gathering / 1e6, writing / 1e6, reading / 1e6, line.length() / 1000);
    }

    private static long time(Runnable work) {
        for (int i = 0; i < WARM; i++) {
            work.run();
        }
        long begun = System.nanoTime();
        for (int i = 0; i < RUNS; i++) {
            work.run();
        }
        return (System.nanoTime() - begun) / RUNS;
    }
}
