package io.arapaima.ipvs;

import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads whole tables. A dump's place in the kernel is a plain index: while another program adds, it repeats entries, and while
 * one deletes, it skips some, and nothing says so. So nothing counts twice, and what was there at the last reading counts as gone
 * only when a second dump does not have it either. A dump of one datagram is a snapshot.
 */
final class TableReader {
    private final IpvsClient client;
    private final Shortcut shortcut;
    private Table last = Table.EMPTY;

    /** One dump. */
    @FunctionalInterface
    private interface Dumping<T> {
        Netlink.Dump<T> dump() throws DataPlaneException;
    }

    TableReader(IpvsClient client, Shortcut shortcut) {
        this.client = client;
        this.shortcut = shortcut;
    }

    /** The table as it was read last, empty before. */
    Table last() {
        return last;
    }

    Table read() throws DataPlaneException {
        Map<ServiceKey, Table.Entry> before = last.byKey();
        shortcut.refresh();
        List<Table.Entry> entries = new ArrayList<>();
        for (Service service : whole(client::services, Service::key, before::keySet)) {
            Optional<Table.Entry> had = Optional.ofNullable(before.get(service.key()));
            Optional<List<Destination>> quick = shortcut.destinations(service.key());
            List<Destination> newestFirst = quick.isPresent() ? quick.get() : dumped(service.key(), had);
            entries.add(entry(service, newestFirst.reversed(), had));
        }
        last = new Table(entries);
        return last;
    }

    private List<Destination> dumped(ServiceKey service, Optional<Table.Entry> before) throws DataPlaneException {
        return List.copyOf(whole(() -> client.destinations(service), Destination::key,
                () -> before.map(TableReader::keys).orElse(Set.of())));
    }

    /** As it was read before, where nothing changed: to compare is cheaper than to build. */
    private static Table.Entry entry(Service service, List<Destination> destinations, Optional<Table.Entry> before) {
        return before.filter(had -> had.service().equals(service) && had.destinations().equals(destinations))
                .orElseGet(() -> new Table.Entry(service, destinations));
    }

    private static Set<DestinationKey> keys(Table.Entry entry) {
        return entry.destinations().stream().map(Destination::key).collect(Collectors.toSet());
    }

    private static <K, T> Collection<T> whole(Dumping<T> dumping, Function<T, K> key, Supplier<Set<K>> expected)
            throws DataPlaneException {
        Map<K, T> found = new LinkedHashMap<>();
        Netlink.Dump<T> dump = dumping.dump();
        dump.items().forEach(item -> found.put(key.apply(item), item));
        if (dump.chunks() > 1 && !found.keySet().containsAll(expected.get())) {
            dumping.dump().items().forEach(item -> found.put(key.apply(item), item));
        }
        return found.values();
    }
}
