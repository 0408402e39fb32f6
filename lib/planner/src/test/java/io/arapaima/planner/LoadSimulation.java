package io.arapaima.planner;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.ipc.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three real servers under traffic that follows their weights, with the real {@link Weights} in the loop. A server is one queue:
 * what it cannot do piles up. Its load is what Linux makes of its run queue: looked at every 5 s, averaged over a minute.
 */
final class LoadSimulation {
    private static final int LOOK = 5;
    private static final double KEPT = Math.exp(-LOOK / 60.0);
    private static final double SATURATED = 0.95;

    private final Topology topology;
    private final List<Member> members;
    private final Loads readings = new Loads();
    private Weights weights = Weights.NONE;
    private final Random noise = new Random(7);
    private final double[] speeds;
    private final double[] queues;
    private final double[] loads;

    /** Weights and loads at one moment. */
    record Moment(int second, List<Integer> weights, List<Double> loads) {}

    /**
     * @param settings lines of the block, such as {@code load_mode = steady}
     * @param speeds work that each server does in a second
     */
    LoadSimulation(String settings, double... speeds) {
        String servers = IntStream.rangeClosed(1, speeds.length)
                .mapToObj("server s%1$d {\naddress = 10.0.0.1%1$d\nactive = 1\nweight = 100\n}\n"::formatted)
                .collect(Collectors.joining());
        String conf = """
                primary = 10.0.0.1
                virtual web {
                active = 1
                address = 10.0.0.9 eth0:1
                load_monitor = snmp-load
                slow_start = 0
                check_interval = 5
                """ + settings + "\n" + servers + "}\n";
        var config = LvsConfReader.read(conf, CheckCatalogue.UNKNOWN, HostResolver.none()).config().orElseThrow();
        topology = Topology.of(config);
        members = topology.groups().getFirst().members();
        this.speeds = speeds.clone();
        queues = new double[speeds.length];
        loads = new double[speeds.length];
    }

    /**
     * Lets time pass.
     *
     * @param seconds how much
     * @param demand work a second that clients want, by second
     * @param others run queue of the first server that is not from clients, by second
     */
    List<Moment> run(int seconds, IntToDoubleFunction demand, IntToDoubleFunction others) {
        Map<String, Verdict> up = members.stream().flatMap(m -> m.checkIds().stream())
                .collect(Collectors.toMap(id -> id, id -> new Verdict(id, Verdict.State.UP, "passed", Instant.EPOCH)));
        var facts = Facts.of(up, readings, Map.of(), Map.of(), Set.of(), Undecided.Known.NOTHING);
        var moments = new ArrayList<Moment>();
        for (int second = 0; second < seconds; second++) {
            long now = Duration.ofSeconds(second).toNanos();
            weights = weights.advance(topology, facts, now);
            Map<String, Weighed> weighed = weights.weighed();
            List<Integer> is = members.stream().map(m -> Objects.requireNonNull(weighed.get(m.id())).weight()).toList();
            work(is, demand.applyAsDouble(second), second % LOOK == 0, others.applyAsDouble(second));
            if (second % LOOK == 0) {
                for (int i = 0; i < loads.length; i++) {
                    readings.read(members.get(i), loads[i], now);
                }
                moments.add(new Moment(second, is, IntStream.range(0, loads.length).mapToObj(i -> loads[i]).toList()));
            }
        }
        return moments;
    }

    private void work(List<Integer> is, double demand, boolean look, double others) {
        double sum = is.stream().mapToInt(Integer::intValue).sum();
        for (int i = 0; i < loads.length; i++) {
            double arrives = demand * is.get(i) / sum * (0.8 + 0.4 * noise.nextDouble());
            double busy = arrives / speeds[i];
            queues[i] = Math.max(0, queues[i] + arrives - speeds[i]);
            if (look) {
                double waiting = Math.min(busy, SATURATED) / (1 - Math.min(busy, SATURATED)) + queues[i] / speeds[i];
                loads[i] = KEPT * loads[i] + (1 - KEPT) * (waiting + (i == 0 ? others : 0));
            }
        }
    }
}
