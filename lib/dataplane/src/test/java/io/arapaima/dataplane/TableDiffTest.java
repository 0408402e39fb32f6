package io.arapaima.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableDiffTest {
    private static final ServiceKey WEB = key(80);

    @Test
    void equalTablesDifferInNothingWhateverTheirOrder() {
        var one = new Table(List.of(entry(80, destination(1, 1), destination(2, 1)), entry(81)));
        var two = new Table(List.of(entry(81), entry(80, destination(2, 1), destination(1, 1))));
        assertThat(TableDiff.between(one, two, _ -> true)).isEmpty();
    }

    @Test
    void aServiceComesBeforeItsDestinationsAndASorryServerBeforeTheLastLeaves() {
        var actual = new Table(List.of(entry(80, destination(1, 5))));
        var desired = new Table(List.of(entry(80, destination(9, 1)), entry(81, destination(2, 1))));
        assertThat(TableDiff.between(actual, desired, _ -> true)).containsExactly(
                new Change.AddService(service(81, "wlc")), new Change.AddDestination(WEB, destination(9, 1)),
                new Change.RemoveDestination(WEB, destination(1, 5).key()),
                new Change.AddDestination(key(81), destination(2, 1)));
    }

    @Test
    void theSorryServerIsInBeforeTheLastServersAreQuiesced() {
        var serving = new Table(List.of(entry(80, destination(1, 5), destination(2, 6), destination(3, 0))));
        var sorry = new Table(List.of(entry(80, destination(1, 0), destination(2, 0), destination(9, 1))));
        assertThat(TableDiff.between(serving, sorry, _ -> true)).containsExactly(
                new Change.AddDestination(WEB, destination(9, 1)), new Change.EditDestination(WEB, destination(1, 0)),
                new Change.EditDestination(WEB, destination(2, 0)),
                new Change.RemoveDestination(WEB, destination(3, 0).key()));
    }

    /** Whether the real server comes back by an edit or by an addition, it takes clients before the other one leaves. */
    @Test
    void aRealServerTakesClientsAgainBeforeTheSorryServerLeaves() {
        var sorry = new Table(List.of(entry(80, destination(1, 0), destination(9, 1))));
        var serving = new Table(List.of(entry(80, destination(1, 5), destination(2, 6))));
        assertThat(TableDiff.between(sorry, serving, _ -> true)).containsExactly(
                new Change.AddDestination(WEB, destination(2, 6)), new Change.EditDestination(WEB, destination(1, 5)),
                new Change.RemoveDestination(WEB, destination(9, 1).key()));
    }

    /** One server hands over to another: weights that rise are edited before those that fall to nothing. */
    @Test
    void aWeightRisesBeforeAnotherOneFallsToNothing() {
        var before = new Table(List.of(entry(80, destination(1, 5), destination(2, 0), destination(3, 4))));
        var after = new Table(List.of(entry(80, destination(1, 0), destination(2, 6), destination(3, 2))));
        assertThat(TableDiff.between(before, after, _ -> true)).containsExactly(
                new Change.EditDestination(WEB, destination(2, 6)), new Change.EditDestination(WEB, destination(3, 2)),
                new Change.EditDestination(WEB, destination(1, 0)));
    }

    @Test
    void aChangedSchedulerOrWeightIsAnEditInPlace() {
        var actual = new Table(List.of(new Table.Entry(service(80, "wlc"), List.of(destination(1, 5)))));
        var desired = new Table(List.of(new Table.Entry(service(80, "rr"), List.of(destination(1, 0)))));
        assertThat(TableDiff.between(actual, desired, _ -> true)).containsExactly(
                new Change.EditService(service(80, "rr")), new Change.EditDestination(WEB, destination(1, 0)));
    }

    @Test
    void aForeignServiceIsLeftAlone() {
        var actual = new Table(List.of(entry(80), entry(99)));
        assertThat(TableDiff.between(actual, Table.EMPTY, WEB::equals))
                .containsExactly(new Change.RemoveService(WEB));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void applyingTheDifferenceGivesTheDesiredTable(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Table actual = randomTable(random);
            Table desired = randomTable(random);
            List<Change> steps = TableDiff.between(actual, desired, _ -> true);
            Table result = applied(actual, steps);
            assertThat(TableDiff.between(result, desired, _ -> true)).isEmpty();
            assertThat(TableDiff.between(actual.after(steps), desired, _ -> true)).isEmpty();
            assertThat(result.byKey().keySet()).isEqualTo(desired.byKey().keySet());
        }
    }

    /** A table in memory that refuses the impossible, as the kernel does. */
    private static Table applied(Table actual, List<Change> changes) {
        Map<ServiceKey, Service> services = new LinkedHashMap<>();
        Map<ServiceKey, Map<DestinationKey, Destination>> all = new LinkedHashMap<>();
        for (Table.Entry e : actual.entries()) {
            services.put(e.service().key(), e.service());
            var inner = new LinkedHashMap<DestinationKey, Destination>();
            e.destinations().forEach(d -> inner.put(d.key(), d));
            all.put(e.service().key(), inner);
        }
        for (Change change : changes) {
            switch (change) {
                case Change.AddService(var added) -> {
                    assertThat(services.put(added.key(), added)).isNull();
                    all.put(added.key(), new LinkedHashMap<>());
                }
                case Change.EditService(var edited) -> assertThat(services.put(edited.key(), edited)).isNotNull();
                case Change.RemoveService(var key) -> {
                    assertThat(services.remove(key)).isNotNull();
                    all.remove(key);
                }
                case Change.AddDestination(var key, var d) -> assertThat(of(all, key).put(d.key(), d)).isNull();
                case Change.EditDestination(var key, var d) -> assertThat(of(all, key).put(d.key(), d)).isNotNull();
                case Change.RemoveDestination(var key, var d) -> assertThat(of(all, key).remove(d)).isNotNull();
            }
        }
        var entries = new ArrayList<Table.Entry>();
        services.forEach((key, s) -> entries.add(new Table.Entry(s, List.copyOf(of(all, key).values()))));
        return new Table(entries);
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        return Optional.ofNullable(map.get(key)).orElseThrow();
    }

    private static Table randomTable(Random random) {
        var entries = new ArrayList<Table.Entry>();
        for (int port = 80; port < 84; port++) {
            if (random.nextBoolean()) {
                var destinations = new ArrayList<Destination>();
                for (int host = 1; host < 5; host++) {
                    if (random.nextBoolean()) {
                        destinations.add(destination(host, random.nextInt(3)));
                    }
                }
                entries.add(new Table.Entry(service(port, random.nextBoolean() ? "rr" : "wlc"), destinations));
            }
        }
        return new Table(entries);
    }

    private static Table.Entry entry(int port, Destination... destinations) {
        return new Table.Entry(service(port, "wlc"), List.of(destinations));
    }

    private static Service service(int port, String scheduler) {
        return new Service(key(port), scheduler, Optional.empty());
    }

    private static ServiceKey key(int port) {
        return new ServiceKey.Endpoint(Protocol.TCP, host(100), port);
    }

    private static Destination destination(int host, int weight) {
        return new Destination(new DestinationKey(host(host), 80), Forwarding.MASQUERADE, weight);
    }

    private static InetAddress host(int last) {
        try {
            return InetAddress.getByAddress(new byte[]{10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
