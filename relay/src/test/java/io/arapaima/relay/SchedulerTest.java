package io.arapaima.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.dataplane.DestinationKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("10.9.9.9");

    @Test
    void roundRobinTakesTurnsAndPassesByWeightZero() {
        assertThat(choices("rr", 6, weights(5, 0, 1))).containsExactly(1, 3, 1, 3, 1, 3);
    }

    @Test
    void theTurnOfARemovedDestinationPassesToItsSuccessor() {
        Scheduler rr = scheduler("rr");
        rr.changed(weights(1, 1, 1));
        assertThat(choose(rr, weights(1, 1, 1))).isEqualTo(1);
        assertThat(choose(rr, weights(1, 1, 1))).isEqualTo(2);
        List<Candidate> left = List.of(candidate(1, 1, 0, 0), candidate(3, 1, 0, 0));
        rr.changed(left);
        assertThat(choose(rr, left)).isEqualTo(3);
    }

    /** The example of the LVS documentation for weights 4, 3, 2, and what the kernel's code does with others. */
    @ParameterizedTest
    @CsvSource({"4 3 2, 1 1 2 1 2 3 1 2 3", "2 2, 1 2 1 2", "3 0 1, 1 1 1 3 1 1 1 3", "6 3, 1 1 2 1 1 2", "7, 1 1"})
    void weightedRoundRobinGivesTheKernelsSequence(String weights, String sequence) {
        int[] given = numbers(weights).stream().mapToInt(i -> i).toArray();
        assertThat(choices("wrr", numbers(sequence).size(), weights(given))).isEqualTo(numbers(sequence));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void weightedRoundRobinIsExactOverEachCycle(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            int[] weights = random.ints(1 + random.nextInt(6), 0, 40).toArray();
            weights[0]++;
            int cycle = Arrays.stream(weights).sum();
            var counts = new HashMap<Integer, Integer>();
            choices("wrr", cycle, weights(weights)).forEach(choice -> counts.merge(choice, 1, Integer::sum));
            for (int i = 0; i < weights.length; i++) {
                assertThat(counts.getOrDefault(i + 1, 0)).as("weights %s", List.of(weights)).isEqualTo(weights[i]);
            }
        }
    }

    @Test
    void aWeightThatFallsBelowTheDivisorIsStillMet() {
        Scheduler wrr = scheduler("wrr");
        wrr.changed(weights(10, 10));
        assertThat(choose(wrr, weights(0, 3))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"lc, 2", "wlc, 3", "sed, 3", "nq, 4"})
    void leastLoadIsCountedAsTheKernelCountsIt(String name, int chosen) {
        List<Candidate> candidates = List.of(candidate(1, 0, 0, 0), candidate(2, 1, 2, 3), candidate(3, 10, 2, 4),
                candidate(4, 1, 0, 700));
        assertThat(choose(scheduler(name), candidates)).isEqualTo(chosen);
    }

    @Test
    void anActiveConnectionWeighsAsMuchAs256InactiveOnes() {
        assertThat(choose(scheduler("wlc"), List.of(candidate(1, 1, 1, 0), candidate(2, 1, 0, 255)))).isEqualTo(2);
        assertThat(choose(scheduler("wlc"), List.of(candidate(1, 1, 1, 0), candidate(2, 1, 0, 257)))).isEqualTo(1);
    }

    @Test
    void shortestExpectedDelayCountsTheComingConnectionAndNeverQueueDoesNotWait() {
        List<Candidate> fastBusyAndSlowIdle = List.of(candidate(1, 3, 1, 0), candidate(2, 1, 0, 0));
        assertThat(choose(scheduler("sed"), fastBusyAndSlowIdle)).isEqualTo(1);
        assertThat(choose(scheduler("nq"), fastBusyAndSlowIdle)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wlc", "sed"})
    void noOtherDestinationHasALowerQuotient(String name) {
        var random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 1; i <= 1 + random.nextInt(5); i++) {
                candidates.add(candidate(i, 1 + random.nextInt(9), random.nextInt(5), random.nextInt(900)));
            }
            int chosen = choose(scheduler(name), candidates);
            assertThat(candidates).allMatch(c -> load(name, c) >= load(name, candidates.get(chosen - 1)) - 1e-9);
        }
    }

    /** hash_32 worked out by hand: the folded address times 0x61C88647, top 8 of 32 bits. */
    @ParameterizedTest
    @CsvSource({"10.0.0.1, 39", "192.168.7.9, 74", "2001:db8::1, 63"})
    void aClientsBucketIsTheKernelsHash(String client, String bucket) {
        assertThat(SourceHash.bucket(InetAddress.ofLiteral(client))).isEqualTo(Integer.parseInt(bucket));
    }

    @Test
    void sourceHashKeepsAClientSharesByWeightAndRefusesAtWeightZero() {
        List<Candidate> candidates = weights(3, 1, 0);
        Scheduler sh = scheduler("sh");
        sh.changed(candidates);
        var shares = new HashMap<Integer, Integer>();
        for (int i = 0; i < 10_000; i++) {
            InetAddress client = InetAddress.ofLiteral("10.1." + i / 256 + "." + i % 256);
            Optional<Candidate> first = sh.choose(candidates, client);
            assertThat(sh.choose(candidates, client)).isEqualTo(first);
            shares.merge(first.map(c -> number(c.key())).orElse(0), 1, Integer::sum);
        }
        assertThat(shares.get(1)).as("3 of 5 buckets").isBetween(5_700, 6_300);
        assertThat(shares.get(2)).as("1 of 5 buckets").isBetween(1_700, 2_300);
        assertThat(shares.get(0)).as("1 of 5 buckets, of weight 0").isBetween(1_700, 2_300);
    }

    @Test
    void nothingIsChosenFromNothingOrFromWeightZero() {
        for (String name : Schedulers.names()) {
            for (List<Candidate> none : List.of(List.<Candidate>of(), weights(0, 0))) {
                Scheduler scheduler = scheduler(name);
                scheduler.changed(none);
                assertThat(scheduler.choose(none, CLIENT)).as(name).isEmpty();
            }
        }
    }

    private static double load(String name, Candidate c) {
        return (name.equals("wlc") ? c.active() * 256.0 + c.inactive() : c.active() + 1.0) / c.weight();
    }

    private static List<Integer> choices(String name, int count, List<Candidate> candidates) {
        Scheduler scheduler = scheduler(name);
        scheduler.changed(candidates);
        List<Integer> choices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            choices.add(choose(scheduler, candidates));
        }
        return choices;
    }

    private static Scheduler scheduler(String name) {
        return Schedulers.named(name).orElseThrow();
    }

    private static int choose(Scheduler scheduler, List<Candidate> candidates) {
        return number(scheduler.choose(candidates, CLIENT).orElseThrow().key());
    }

    private static List<Candidate> weights(int... weights) {
        List<Candidate> candidates = new ArrayList<>();
        for (int weight : weights) {
            candidates.add(candidate(candidates.size() + 1, weight, 0, 0));
        }
        return candidates;
    }

    private static Candidate candidate(int number, int weight, long active, long inactive) {
        return new Candidate(new DestinationKey(CLIENT, number), weight, active, inactive);
    }

    private static int number(DestinationKey key) {
        return key.port();
    }

    private static List<Integer> numbers(String text) {
        return List.of(text.split(" ")).stream().map(Integer::valueOf).toList();
    }
}
