package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckScheduleTest {
    private final Map<Probe, List<Long>> dueNanos = new ConcurrentHashMap<>();

    private static List<Probe> probes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Probe(ProbeKey.of(Plans.check("p" + i, "x", "10.0.0." + i, 1)),
                        "p" + i))
                .toList();
    }

    private void note(Probe probe, long due) {
        List<Long> dues = dueNanos.computeIfAbsent(probe, _ -> new ArrayList<>());
        synchronized (dues) {
            dues.add(due);
        }
    }

    private void awaitStarts(List<Probe> probes, int times) throws InterruptedException {
        long end = System.nanoTime() + Hearing.PATIENCE.toNanos();
        while (!probes.stream().allMatch(p -> dueNanos.getOrDefault(p, List.of()).size() >= times)) {
            assertThat(System.nanoTime()).as("each started %d times", times).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Test
    void everyProbeStartsAtItsInterval() throws Exception {
        List<Probe> probes = probes(0, 100);
        try (var schedule = new CheckSchedule(this::note)) {
            schedule.set(probes);
            awaitStarts(probes, 4);
        }
        // Due times, not start times: exact but for the two clocks they are taken from.
        assertThat(dueNanos.values()).allSatisfy(dues -> assertThat((dues.get(3) - dues.get(0)) / 1_000_000)
                .isCloseTo(3 * Plans.INTERVAL.toMillis(), org.assertj.core.data.Offset.offset(30L)));
        assertThat(dueNanos.values().stream().map(dues -> dues.getFirst() / 20_000_000).distinct().count())
                .as("slots in use").isGreaterThanOrEqualTo(Plans.INTERVAL.toMillis() / CheckSchedule.SLOT_MILLIS - 1);
    }

    @Test
    void whatLeavesThePlanIsNotStartedAndWhatStaysIs() throws Exception {
        List<Probe> all = probes(0, 20);
        try (var schedule = new CheckSchedule(this::note)) {
            schedule.set(all);
            awaitStarts(all, 1);
            schedule.set(all.subList(0, 10));
            dueNanos.clear();
            awaitStarts(all.subList(0, 10), 1);
            dueNanos.clear(); // and what was about to start before
            awaitStarts(all.subList(0, 10), 2);
            assertThat(dueNanos.keySet()).containsExactlyInAnyOrderElementsOf(all.subList(0, 10));
        }
    }

    @Test
    void aScheduleThatIsLaidAnewGoesOn() throws Exception {
        List<Probe> all = probes(0, 20);
        try (var schedule = new CheckSchedule(this::note)) {
            schedule.set(all);
            schedule.layAnew();
            awaitStarts(all, 2);
        }
    }
}
