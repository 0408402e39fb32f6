package io.arapaima.planner;

import io.arapaima.ipc.Subject;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.RealServer;
import io.arapaima.config.VirtualService;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One destination, and whose health decides about it.
 *
 * @param id {@code virtual/server}, unique
 * @param configured the destination with its configured weight
 * @param sources the real servers of lvs.cf behind it; more than one when services were merged
 * @param checks what is asked about its health, for each source
 * @param checkIds identities of all these checks
 * @param loadId identity of the load monitor, where there is one
 */
public record Member(String id, Destination configured, List<Source> sources, List<Checked> checks,
        List<String> checkIds,
        Optional<String> loadId) {
    /** Of several sources the first one's weight and way apply. */
    static Member of(LvsConfig config, DestinationKey key, List<Source> sources) {
        Source first = sources.getFirst();
        Destination configured = Translation.destination(key, first.server().weight(),
                config.delivery(first.virtual(), first.server()));
        List<Checked> checks = sources.stream().map(s -> new Checked(checkId(s, ""),
                s.virtual().check(s.server()).check().orElseGet(() -> CustomaryCheck.of(s))))
                .toList();
        return new Member(first.id(), configured, List.copyOf(sources), checks,
                checks.stream().flatMap(c -> c.ids().stream()).toList(),
                // Who watches it in nanny's place reads its load too, as nanny did.
                first.virtual().loadMonitor().filter(_ -> first.monitor().isEmpty())
                        .map(_ -> checkId(first, " load")));
    }

    /** {@return it, as events name it} */
    public Subject.Server subject() {
        String service = virtual().name();
        return new Subject.Server(service, id.substring(service.length() + 1));
    }

    /** {@return its identity in the data plane} */
    public DestinationKey key() {
        return configured.key();
    }

    RealServer server() {
        return sources.getFirst().server();
    }

    VirtualService virtual() {
        return sources.getFirst().virtual();
    }

    /** {@return its weight in lvs.cf} */
    public int configuredWeight() {
        return configured.weight();
    }

    boolean quiesces() {
        return sources.stream().anyMatch(s -> s.virtual().quiesceServer());
    }

    /** {@return every check that is asked about it: for health, and the load monitor} */
    public Stream<String> allIds() {
        return Stream.concat(checkIds.stream(), loadId.stream());
    }

    /** The checks that may say how busy the server is: the load monitor or, where there is none, those for health. */
    Stream<String> loadChecks() {
        return loadId.map(Stream::of).orElseGet(() -> checkIds.stream().distinct());
    }

    private static String checkId(Source source, String purpose) {
        return source.id() + "@" + new DestinationKey(source.server().address(), source.server().port()) + purpose;
    }
}
