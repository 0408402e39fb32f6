package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.PlannedCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static Probe rare(String address) {
        var timing = new PlannedCheck.Timing(Duration.ofHours(1), Duration.ofSeconds(5), Duration.ofSeconds(5));
        PlannedCheck often = Plans.check(address, "x", address, 1);
        return new Probe(ProbeKey.of(new PlannedCheck(address, "x", often.target(), timing, often.judging())), address);
    }

    /** Its place in the interval, up to an hour away, comes only then. */
    @Test
    void aNewProbeStartsAtOnceAndNotAtItsPlaceInTheInterval() throws Exception {
        List<Probe> probes = IntStream.range(0, 100).mapToObj(i -> rare("10.0.0." + i)).toList();
        try (var schedule = new CheckSchedule(this::note)) {
            long planned = System.nanoTime();
            schedule.set(probes);
            awaitStarts(probes, 1);
            assertThat(dueNanos.values()).allSatisfy(
                    dues -> assertThat(Duration.ofNanos(dues.getFirst() - planned)).isLessThan(Duration.ofSeconds(2)));
            List<Probe> more = List.of(rare("10.0.1.1"), probes.getFirst());
            schedule.set(more);
            awaitStarts(more, 1);
            assertThat(dueNanos.get(probes.getFirst())).as("a probe that stays is not new again").hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 100", "20, 950", "1000, 999", "4000, 2000", "10000, 5000"})
    void firstStartsAreSpreadByRate(int count, long lastMillis) {
        var first = new FirstStarts();
        List<Probe> all = Collections.nCopies(count, rare("10.0.0.1"));
        first.add(all, 0);
        assertThat(first.due(Duration.ofMillis(lastMillis).toNanos())).hasSize(count)
                .extracting(turn -> turn.dueNanos() / 1_000_000).last().satisfies(
                        last -> assertThat(last).isBetween(lastMillis - 1, lastMillis));
        first.add(all, 0);
        first.again(all.getFirst(), 0);
        for (int second = 0; first.next().isPresent(); second++) {
            assertThat(first.due(Duration.ofSeconds(second).toNanos()))
                    .hasSizeLessThanOrEqualTo(FirstStarts.PER_SECOND);
        }
    }

    /** They were due for their first time when their slot's turn came. */
    @Test
    void aTurnOfTheIntervalCountsFromHalfAnIntervalAfterTheFirstStartOn() {
        Probe probe = rare("10.0.0.1");
        probe.awaitFirstStart();
        long now = System.nanoTime();
        assertThat(probe.inTurn(now)).isFalse();
        probe.startFirst(now);
        assertThat(probe.inTurn(now + Duration.ofMinutes(29).toNanos())).isFalse();
        assertThat(probe.inTurn(now + Duration.ofMinutes(31).toNanos())).isTrue();
    }

    @Test
    void everyProbeStartsAtItsInterval() throws Exception {
        List<Probe> probes = probes(0, 100);
        try (var schedule = new CheckSchedule(this::note)) {
            schedule.set(probes);
            awaitStarts(probes, 5);
        }
        // The first start is out of turn. Due times, not start times: exact but for the two clocks they are taken from.
        assertThat(dueNanos.values()).allSatisfy(dues -> assertThat((dues.get(4) - dues.get(1)) / 1_000_000)
                .isCloseTo(3 * Plans.INTERVAL.toMillis(), org.assertj.core.data.Offset.offset(30L)));
        assertThat(dueNanos.values().stream().map(dues -> dues.get(1) / 20_000_000).distinct().count())
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
