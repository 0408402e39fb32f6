package io.arapaima.dataplane;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Counters or rates as ipvsadm 1.31 prints them, byte for byte ({@code print_title}, {@code print_service_entry}, {@code print_largenum}).
 *
 * @param rates false: {@code ipvsadm -Ln --stats}, true: {@code ipvsadm -Ln --rate}
 * @param exact true: {@code --exact}, false: large numbers end in K, M, G or T
 */
public record StatisticsListing(boolean rates, boolean exact) {
    /** From here on a number is cut, and ends in the letter. */
    private enum Unit {
        K(100_000_000L, 1000L), M(1_000_000_000L, 1_000_000L), G(100_000_000_000L, 1_000_000_000L), T(
                100_000_000_000_000L, 1_000_000_000_000L);

        private final long from;
        private final long one;

        Unit(long from, long one) {
            this.from = from;
            this.one = one;
        }
    }

    private static final int WIDTH = 9;

    /**
     * Prints.
     *
     * @param heading the first line, see {@link DataPlane#heading()}
     * @param read what goes through the table
     * @param shown which services are printed
     * @return the lines, without their ends
     */
    public List<String> list(String heading, Statistics read, Predicate<ServiceKey> shown) {
        List<String> titles = rates
                ? List.of("CPS", "InPPS", "OutPPS", "InBPS", "OutBPS")
                : List.of("Conns", "InPkts", "OutPkts", "InBytes", "OutBytes");
        var lines = new ArrayList<String>(List.of(heading,
                String.format(Locale.ROOT, "%-33s %8s %8s %8s %8s %8s", "Prot LocalAddress:Port", titles.get(0),
                        titles.get(1), titles.get(2), titles.get(3), titles.get(4)),
                "  -> RemoteAddress:Port"));
        for (Table.Entry entry : ListingOrder.services(read.table())) {
            ServiceKey service = entry.service().key();
            if (shown.test(service)) {
                lines.add(String.format(Locale.ROOT, "%-33s", IpvsadmListing.key(service))
                        + numbers(read.of(service)));
                for (Destination destination : ListingOrder.destinations(entry)) {
                    DestinationKey key = destination.key();
                    lines.add(String.format(Locale.ROOT, "  -> %-28s", RuleWriter.endpoint(key.address(), key.port()))
                            + numbers(read.of(new DestinationId(service, key))));
                }
            }
        }
        return List.copyOf(lines);
    }

    private String numbers(Traffic traffic) {
        LongStream numbers = rates
                ? LongStream.of(traffic.connectionRate(), traffic.packetRateIn(), traffic.packetRateOut(),
                        traffic.byteRateIn(), traffic.byteRateOut())
                : LongStream.of(traffic.connections(), traffic.packetsIn(), traffic.packetsOut(), traffic.bytesIn(),
                        traffic.bytesOut());
        var text = new StringBuilder();
        numbers.forEach(number -> text.append(number(number)));
        return text.toString();
    }

    /** Counters are unsigned; one that long ends in T, or has its twenty digits. */
    private String number(long number) {
        String whole = Long.toUnsignedString(number);
        if (exact) {
            return whole.length() < WIDTH ? " ".repeat(WIDTH - whole.length()) + whole : " " + whole;
        }
        String shown = whole;
        for (Unit unit : Unit.values()) {
            if (Long.compareUnsigned(number, unit.from) >= 0) {
                shown = Long.divideUnsigned(number, unit.one) + unit.name();
            }
        }
        return " ".repeat(Math.max(0, WIDTH - shown.length())) + shown;
    }
}
