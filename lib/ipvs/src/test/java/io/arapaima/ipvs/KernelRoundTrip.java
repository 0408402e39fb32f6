package io.arapaima.ipvs;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.SyncDaemon;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.TableDiff;
import io.arapaima.dataplane.Timeouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Everything that the model holds, written to this machine's kernel and read back, by this module and by ipvsadm. Needs root, IPVS,
 * an empty table and ipvsadm; README.md has the command. Ends with an exception when something differs.
 */
final class KernelRoundTrip {
    private static final List<String> EVERY_KIND = List.of("-A -t 10.0.0.1:80 -s wlc",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 3 -x 100 -y 50", "-a -t 10.0.0.1:80 -r 10.1.0.2:80 -g -w 0",
            "-a -t 10.0.0.1:80 -r 10.1.0.3:80 -i -w 1",
            "-a -t 10.0.0.1:80 -r 10.1.0.4:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum",
            "-a -t 10.0.0.1:80 -r 10.1.0.5:80 -i -w 1 --tun-type gre --tun-csum",
            "-a -t 10.0.0.1:80 -r [2001:db8:1::1]:80 -i -w 1", "-A -t 10.0.0.2:0 -s rr -p 300 -M 255.255.255.0",
            "-a -t 10.0.0.2:0 -r 10.1.0.1:0 -g -w 1", "-A -u 10.0.0.1:53 -s rr -o",
            "-a -u 10.0.0.1:53 -r 10.1.0.1:53 -g -w 1",
            "-A -u 10.0.0.1:5060 -s rr -p 60 --pe sip", "-A --sctp-service 10.0.0.1:9 -s lc",
            "-A -t 10.0.0.3:80 -s sh -b sh-fallback,sh-port", "-A -t [2001:db8::1]:443 -s mh -p 300 -M 64 -b mh-port",
            "-a -t [2001:db8::1]:443 -r [2001:db8:1::1]:443 -m -w 65535", "-A -f 7 -s wrr", "-A -f 7 -6 -s sed -p 10",
            "-a -f 7 -6 -r [2001:db8:1::1]:0 -g -w 1");

    private KernelRoundTrip() {}

    public static void main(String[] args) throws Exception {
        try (IpvsDataPlane plane = IpvsDataPlane.open()) {
            System.out.println(plane.heading());
            if (!plane.table().entries().isEmpty()) {
                throw new IOException("the table is not empty; run this in a namespace of its own");
            }
            Table every = parse(EVERY_KIND);
            bring(plane, every);
            requireSame(every, parse(ipvsadm("-Sn")));
            System.out.println(ipvsadm("-Ln").size() + " lines of ipvsadm -Ln, each kind of service and destination");
            Table adopted = plane.table();
            ipvsadm("-C"); // the table was empty before
            for (String rule : IpvsadmRules.format(adopted)) {
                ipvsadm(rule.split(" "));
            }
            requireSame(adopted, plane.table());
            var random = new Random(11);
            for (int round = 0; round < 100; round++) {
                bring(plane, RandomKernelTables.table(random));
            }
            bring(plane, Table.EMPTY);
            System.out.println("100 random tables, each into the next");
            refusals(plane);
            others(plane);
        }
    }

    private static void bring(IpvsDataPlane plane, Table desired) throws IOException {
        Table canonical = plane.canonical(desired);
        List<Refusal> refusals = plane.apply(TableDiff.between(plane.table(), canonical, _ -> true));
        if (!refusals.isEmpty()) {
            throw new IOException("refused: " + refusals);
        }
        requireSame(canonical, plane.table());
    }

    private static void refusals(IpvsDataPlane plane) throws IOException {
        for (String rule : List.of("-A -t 10.0.0.9:80 -s nosuch", "-A -u 10.0.0.9:80 -s rr -p 1 --pe nosuch",
                "-e -t 10.0.0.9:80 -r 10.1.0.1:80 -m -w 1", "-A -t 10.0.0.9:0 -s rr")) {
            System.out.println(
                    rule + " => " + plane.apply(changes(List.of(rule))).stream().map(Refusal::reason).toList());
        }
        bring(plane, Table.EMPTY);
    }

    private static void others(IpvsDataPlane plane) throws IOException, InterruptedException {
        var wanted = new Timeouts(Duration.ofMinutes(10), Duration.ofSeconds(70), Duration.ZERO);
        plane.timeouts(wanted);
        System.out.println(ipvsadm("-l", "--timeout"));
        for (var role : List.of(SyncDaemon.Role.MASTER, SyncDaemon.Role.BACKUP)) {
            for (int i = 0; i < 2; i++) {
                plane.synchronise(Optional.of(new SyncDaemon(role, "lo", 7)));
            }
            System.out.println(ipvsadm("-l", "--daemon"));
        }
        try {
            plane.synchronise(Optional.of(new SyncDaemon(SyncDaemon.Role.MASTER, "nosuch0", 7)));
        } catch (IOException said) {
            System.out.println(said.getMessage());
        }
        plane.synchronise(Optional.empty());
        System.out.println("daemons left: " + ipvsadm("-l", "--daemon"));
        plane.apply(changes(EVERY_KIND));
        try (IpvsClient client = IpvsClient.open()) {
            System.out.println(
                    client.timeouts() + ", counters of " + client.statistics().services().size() + " services and "
                            + client.statistics().destinations().size() + " destinations, connections of "
                            + plane.connections().size());
            client.zero(Optional.empty());
        }
        bring(plane, Table.EMPTY);
    }

    private static void requireSame(Table wanted, Table actual) throws IOException {
        List<Change> difference = TableDiff.between(actual, wanted, _ -> true);
        // ipvsadm saves no thresholds.
        difference = difference.stream().filter(change -> !IpvsadmRules.format(change).contains(" -x ")).toList();
        if (!difference.isEmpty()) {
            throw new IOException("differs: " + difference.stream().map(IpvsadmRules::format).toList());
        }
    }

    private static Table parse(List<String> rules) {
        try {
            return IpvsadmRules.parseTable(rules);
        } catch (ParseException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static List<Change> changes(List<String> rules) {
        List<Change> changes = new ArrayList<>();
        for (String rule : rules) {
            try {
                changes.add(IpvsadmRules.parse(rule));
            } catch (ParseException wrong) {
                throw new AssertionError(rule, wrong);
            }
        }
        return changes;
    }

    private static List<String> ipvsadm(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ipvsadm"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .toList();
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + lines);
        }
        return lines;
    }
}
