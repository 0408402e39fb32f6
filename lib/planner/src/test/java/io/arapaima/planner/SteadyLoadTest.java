package io.arapaima.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.planner.LoadSimulation.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** {@code load_mode = steady} settles where the division by the load ({@code inverse}) swings. */
class SteadyLoadTest {
    private static final int HOUR = 3600;

    @Test
    void unequalServersBecomeEquallyBusyAndStaySo() {
        List<Moment> run = new LoadSimulation("load_mode = steady", 100, 200, 300).run(3 * HOUR, _ -> 420, _ -> 0);
        assertThat(swing(lastHour(run))).isLessThan(0.4);
        assertThat(reversals(lastHour(run))).isLessThan(6);
        assertThat(worstLoad(lastHour(run))).isLessThan(8);
        Moment last = run.getLast();
        assertThat(last.weights().get(0)).isLessThan(last.weights().get(1));
        assertThat(last.weights().get(1)).isLessThan(last.weights().get(2));
    }

    @Test
    void theNaiveRuleSwings() {
        List<Moment> run = new LoadSimulation("load_mode = inverse", 100, 200, 300).run(3 * HOUR, _ -> 420, _ -> 0);
        assertThat(swing(lastHour(run))).isGreaterThan(0.8);
        assertThat(reversals(lastHour(run))).isGreaterThan(12);
    }

    @Test
    void equalServersKeepTheirWeights() {
        List<Moment> run = new LoadSimulation("load_mode = steady", 200, 200, 200).run(2 * HOUR, _ -> 420, _ -> 0);
        assertThat(run).allSatisfy(m -> assertThat(m.weights()).allSatisfy(w -> assertThat(w).isBetween(85, 115)));
    }

    @Test
    void followsTheDayAndASurge() {
        IntToDoubleFunction day = s -> 300 + 150 * Math.sin(s * 2 * Math.PI / (2 * HOUR))
                + (s > HOUR && s < HOUR + 120 ? 250 : 0);
        List<Moment> run = new LoadSimulation("load_mode = steady", 100, 200, 300).run(4 * HOUR, day, _ -> 0);
        assertThat(reversals(lastHour(run))).isLessThan(8);
        assertThat(worstLoad(lastHour(run))).isLessThan(8);
    }

    @Test
    void givesWayToARecordedLoadThatIsNotFromClientsAndReturns() throws IOException {
        double[] recorded = Files.readAllLines(Path.of("src/test/resources/recorded-load.txt")).stream()
                .mapToDouble(Double::parseDouble).toArray();
        IntToDoubleFunction others = s -> s / 5 < recorded.length ? recorded[s / 5] : 0;
        int recordedSeconds = recorded.length * 5;
        List<Moment> run = new LoadSimulation("load_mode = steady", 200, 200, 200).run(recordedSeconds + HOUR, _ -> 300,
                others);
        assertThat(run).anySatisfy(m -> assertThat(m.weights().getFirst()).isLessThan(60));
        assertThat(run).allSatisfy(m -> assertThat(m.weights()).allSatisfy(w -> assertThat(w).isBetween(25, 400)));
        assertThat(run.getLast().weights()).allSatisfy(w -> assertThat(w).isBetween(90, 110));
    }

    private static List<Moment> lastHour(List<Moment> run) {
        int from = run.getLast().second() - HOUR;
        return run.stream().filter(m -> m.second() > from).toList();
    }

    /** The widest way of a weight, as a part of its mean. */
    private static double swing(List<Moment> run) {
        double widest = 0;
        for (int server = 0; server < run.getFirst().weights().size(); server++) {
            var weights = weightsOf(run, server).stream().mapToInt(Integer::intValue).summaryStatistics();
            widest = Math.max(widest, (weights.getMax() - weights.getMin()) / weights.getAverage());
        }
        return widest;
    }

    /** How often the weight of the first server turned by a tenth of the configured one or more. */
    private static int reversals(List<Moment> run) {
        int count = 0;
        int turn = weightsOf(run, 0).getFirst();
        boolean rising = true;
        for (int weight : weightsOf(run, 0)) {
            boolean onward = rising ? weight >= turn : weight <= turn;
            if (onward) {
                turn = weight;
            } else if (Math.abs(weight - turn) >= 10) {
                count++;
                rising = !rising;
                turn = weight;
            }
        }
        return count;
    }

    private static double worstLoad(List<Moment> run) {
        return run.stream().flatMap(m -> m.loads().stream()).mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static List<Integer> weightsOf(List<Moment> run, int server) {
        return run.stream().map(m -> m.weights().get(server)).toList();
    }
}
