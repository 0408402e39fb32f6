package io.arapaima.ipvs;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.TableDiff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The kernel's table built, changed and read by this module beside {@code ipvsadm -R} and one ipvsadm a change, in turns, each in a
 * network namespace of its own: a namespace that had destinations before searches its trash for each new one. Prints ratios,
 * because absolute figures belong to the machine. Needs root, IPVS and ipvsadm; README.md has the command.
 */
final class TableBenchmark {
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 5;
    private static final int SAMPLED = 200;

    private final int services;
    private final int destinations;

    /** What one way of doing things took, in milliseconds. */
    private record Times(double build, double weights, double noChange) {
        static Times median(List<Times> rounds) {
            return new Times(TableBenchmark.median(rounds.stream().mapToDouble(Times::build)),
                    TableBenchmark.median(rounds.stream().mapToDouble(Times::weights)),
                    TableBenchmark.median(rounds.stream().mapToDouble(Times::noChange)));
        }
    }

    private TableBenchmark(int services, int destinations) {
        this.services = services;
        this.destinations = destinations;
    }

    public static void main(String[] args) throws Exception {
        new TableBenchmark(args.length > 0 ? Integer.parseInt(args[0]) : 1000,
                args.length > 1 ? Integer.parseInt(args[1]) : 10).run();
    }

    private void run() throws Exception {
        Times cold = OwnNamespace.call(this::own);
        for (int i = 1; i < WARM_UP; i++) {
            OwnNamespace.call(this::own);
        }
        List<Times> own = new ArrayList<>();
        List<Times> restore = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            own.add(OwnNamespace.call(this::own));
            restore.add(OwnNamespace.call(this::restore));
        }
        report(cold, Times.median(own), Times.median(restore), OwnNamespace.call(this::single));
    }

    private void report(Times cold, Times warm, Times restore, double single) {
        int changes = services * destinations;
        System.out.println(String.format(Locale.ROOT,
                """
                %d services x %d destinations; cold = the first pass of the process, warm = median of %d after %d
                build: cold %.0f ms, warm %.0f ms; ipvsadm -R %.0f ms = %.1f x warm
                %d weights: cold %.0f ms, warm %.0f ms; ipvsadm -R %.0f ms = %.1f x warm
                no-change pass: cold %.0f ms, warm %.0f ms = %.1f %% of the warm build, %.1f %% of the build by ipvsadm -R
                one ipvsadm a change (scaled from %d): %.2f ms each; %.0f x warm for the build, %.0f x for the weights""",
                services, destinations, ROUNDS, WARM_UP, cold.build(), warm.build(), restore.build(),
                restore.build() / warm.build(), changes, cold.weights(), warm.weights(), restore.weights(),
                restore.weights() / warm.weights(), cold.noChange(), warm.noChange(),
                100 * warm.noChange() / warm.build(), 100 * warm.noChange() / restore.build(), SAMPLED, single,
                single * (services + changes) / warm.build(), single * changes / warm.weights()));
    }

    /** Builds, changes all weights, reads without a change. */
    private Times own() throws IOException {
        try (IpvsDataPlane plane = IpvsDataPlane.open()) {
            Table first = table(1);
            Table second = table(2);
            double build = apply(plane, Table.EMPTY, first);
            double weights = apply(plane, first, second);
            double[] noChange = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                noChange[i] = noChange(plane, second);
            }
            return new Times(build, weights, median(DoubleStream.of(noChange)));
        }
    }

    private static double noChange(IpvsDataPlane plane, Table table) throws IOException {
        long start = System.nanoTime();
        List<Change> none = TableDiff.between(plane.table(), plane.canonical(table), _ -> true);
        double time = since(start);
        if (!none.isEmpty()) {
            throw new IOException("the kernel differs from what it was told: " + none.getFirst());
        }
        return time;
    }

    private Times restore() throws IOException, InterruptedException {
        return new Times(restore(IpvsadmRules.format(table(1))),
                restore(rules(TableDiff.between(table(1), table(2), _ -> true))), 0);
    }

    private static double apply(IpvsDataPlane plane, Table from, Table to) throws IOException {
        long start = System.nanoTime();
        List<Refusal> refusals = plane.apply(TableDiff.between(from, to, _ -> true));
        double time = since(start);
        if (!refusals.isEmpty()) {
            throw new IOException("refused: " + refusals.getFirst());
        }
        return time;
    }

    private static double restore(List<String> rules) throws IOException, InterruptedException {
        Path file = Files.createTempFile("table-benchmark", ".rules");
        Files.write(file, rules);
        long start = System.nanoTime();
        Process ipvsadm = new ProcessBuilder("ipvsadm", "-R").inheritIO()
                .redirectInput(file.toFile()).start();
        if (ipvsadm.waitFor() != 0) {
            throw new IOException("ipvsadm -R fails with " + ipvsadm.exitValue());
        }
        double time = since(start);
        Files.delete(file);
        return time;
    }

    /** One process a change, on the whole table; milliseconds each. */
    private double single() throws IOException, InterruptedException {
        restore(IpvsadmRules.format(table(1)));
        List<String> rules = rules(TableDiff.between(table(1), table(2), _ -> true)).subList(0, SAMPLED);
        long start = System.nanoTime();
        for (String rule : rules) {
            List<String> command = new ArrayList<>(List.of("ipvsadm"));
            command.addAll(Arrays.asList(rule.split(" ")));
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException("ipvsadm " + rule + " fails");
            }
        }
        return since(start) / SAMPLED;
    }

    private static List<String> rules(List<Change> changes) {
        return changes.stream().map(IpvsadmRules::format).toList();
    }

    private Table table(int weight) throws UnknownHostException {
        List<Table.Entry> entries = new ArrayList<>();
        for (int s = 0; s < services; s++) {
            List<Destination> all = new ArrayList<>();
            for (int d = 0; d < destinations; d++) {
                var key = new DestinationKey(address(11, s, d), 8080);
                all.add(new Destination(key, Forwarding.MASQUERADE, weight));
            }
            var key = new ServiceKey.Endpoint(Protocol.TCP, address(10, s, 1), 80);
            entries.add(new Table.Entry(new Service(key, "wlc", Optional.empty()), all));
        }
        return new Table(entries);
    }

    private static InetAddress address(int first, int group, int last) throws UnknownHostException {
        return InetAddress
                .getByAddress(new byte[]{(byte) first, (byte) (group >>> Byte.SIZE), (byte) group, (byte) last});
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
