package io.arapaima.ipvs;

import io.arapaima.dataplane.VirtualAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * How long after its last renewal an address with a lifetime really disappears: many of them on one interface, renewed a few times at
 * random moments, so that they end in every phase of the kernel's clockwork; and a single one. Needs root; README.md has the command.
 */
final class LeaseLifetimes {
    private static final int MANY = 200;
    private static final int ALONE = 10;
    private static final int RENEWALS = 4;
    private static final long SPREAD_MILLIS = 20_000;
    private static final long NANOS = 1_000_000;

    private final KernelAddresses plane;
    private final Random random = new Random();

    /** An address, and when it is to be renewed. */
    private record Due(long nanos, VirtualAddress address) {}

    private LeaseLifetimes(KernelAddresses plane) {
        this.plane = plane;
    }

    public static void main(String[] words) throws Exception {
        OwnNamespace.call(() -> {
            try (var plane = KernelAddresses.open()) {
                new LeaseLifetimes(plane).run();
            }
            return true;
        });
    }

    private void run() throws Exception {
        System.out.println(
                "family valid      many: min  median  max      alone: min  max    (seconds since the last renewal)");
        for (String family : List.of("IPv4", "IPv6")) {
            for (int valid = 1; valid <= 3; valid++) {
                List<Long> many = measure(family.equals("IPv4"), valid, MANY, SPREAD_MILLIS, RENEWALS);
                List<Long> alone = new ArrayList<>();
                for (int i = 0; i < ALONE; i++) {
                    alone.addAll(measure(family.equals("IPv4"), valid, 1, 1_000, 0));
                }
                Collections.sort(alone);
                System.out.printf("%s     %d           %8.3f %7.3f %6.3f      %8.3f %6.3f%n", family, valid,
                        seconds(many, 0),
                        seconds(many, MANY / 2), seconds(many, MANY - 1), seconds(alone, 0), seconds(alone, ALONE - 1));
            }
        }
    }

    private static double seconds(List<Long> sorted, int index) {
        return sorted.get(index) / 1e9;
    }

    private List<Long> measure(boolean four, int valid, int count, long spreadMillis, int renewals) throws Exception {
        var due = new PriorityQueue<Due>((a, b) -> Long.compare(a.nanos() - b.nanos(), 0));
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long at = start + random.nextLong(spreadMillis) * NANOS;
            for (int n = 0; n <= renewals; n++) {
                due.add(new Due(at, address(four, i)));
                at += (50 + random.nextLong(valid * 600L)) * NANOS;
            }
        }
        return watch(due, Duration.ofSeconds(valid));
    }

    private List<Long> watch(PriorityQueue<Due> due, Duration valid) throws Exception {
        Map<VirtualAddress, Long> renewed = new HashMap<>();
        List<Long> lived = new ArrayList<>();
        Map<VirtualAddress, Long> gone = new HashMap<>();
        while (!due.isEmpty() || gone.size() < renewed.size()) {
            while (!due.isEmpty() && due.peek().nanos() - System.nanoTime() <= 0) {
                VirtualAddress address = due.remove().address();
                renewed.put(address, System.nanoTime());
                plane.hold(address, Optional.of(valid));
                gone.remove(address);
            }
            List<VirtualAddress> there = plane.held();
            long now = System.nanoTime();
            renewed.forEach((address, since) -> {
                if (!there.contains(address)) {
                    gone.putIfAbsent(address, now - since);
                }
            });
            Thread.sleep(2);
        }
        lived.addAll(gone.values());
        Collections.sort(lived);
        return lived;
    }

    private static VirtualAddress address(boolean four, int number) {
        InetAddress address = InetAddress.ofLiteral(four
                ? "10.7." + number / 250 + "." + (1 + number % 250)
                : "2001:db8::" + Integer.toHexString(1 + number));
        return new VirtualAddress(address, four ? 32 : 128, "lo", "");
    }
}
