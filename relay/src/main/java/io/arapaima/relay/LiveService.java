package io.arapaima.relay;

import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Persistence;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.Table;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service in force: its configuration, destinations, scheduler and persistent clients. Guarded by its {@link LiveTable}. */
final class LiveService {
    private final Map<DestinationKey, LiveDestination> destinations = new LinkedHashMap<>();
    private final Meter meter = Meter.ofService();
    private final Templates templates = new Templates();
    private Service configured;
    private Scheduler scheduler;

    /** Where a new connection goes, and by which template if its client is to be remembered. */
    record Choice(LiveDestination destination, Templates.@Nullable Template template) {}

    LiveService(Service configured, Scheduler scheduler) {
        this.configured = configured;
        this.scheduler = scheduler;
    }

    Service configured() {
        return configured;
    }

    Map<DestinationKey, LiveDestination> destinations() {
        return destinations;
    }

    Meter meter() {
        return meter;
    }

    /** A turn of the estimator, its own and its destinations'. */
    void turn() {
        meter.turn();
        destinations.values().forEach(d -> d.meter.turn());
    }

    void zero() {
        meter.zero();
        destinations.values().forEach(d -> d.meter.zero());
    }

    Table.Entry entry() {
        return new Table.Entry(configured, destinations.values().stream().map(d -> d.configured).toList());
    }

    /** Edits in place. A scheduler that stays keeps its turn, as {@code ip_vs_edit_service} keeps it. */
    void edit(Service edited, Scheduler fresh) {
        if (!edited.scheduler().equals(configured.scheduler())) {
            scheduler = fresh;
            destinationsChanged();
        }
        configured = edited;
    }

    void add(Destination added) {
        destinations.put(added.key(), new LiveDestination(added, meter.ofDestination()));
        destinationsChanged();
    }

    void edit(LiveDestination destination, Destination edited) {
        destination.configured = edited;
        destinationsChanged();
    }

    void remove(LiveDestination leaving) {
        leaving.gone = true;
        destinations.remove(leaving.configured.key());
        destinationsChanged();
    }

    /** The persistent client's destination, else the scheduler's; never the one that just failed. */
    Optional<Choice> choose(InetAddress client, Optional<LiveDestination> failed, long nowNanos) {
        Optional<Persistence> persistence = configured.persistence();
        Optional<Templates.Template> template = persistence.flatMap(p -> templates.find(client, p, nowNanos))
                .filter(t -> failed.isEmpty() || failed.get() != t.destination());
        if (template.isPresent()) {
            return template.map(t -> new Choice(t.destination(), t));
        }
        return scheduler.choose(candidates(failed), client).map(c -> destinations.get(c.key())).map(d -> new Choice(d,
                persistence.flatMap(p -> templates.remember(client, p, d, nowNanos)).orElse(null)));
    }

    /** The destination that failed is shown with weight 0, so that every scheduler passes it by without a rule of its own. */
    private List<Candidate> candidates(Optional<LiveDestination> failed) {
        return destinations.values().stream().map(d -> {
            Candidate c = d.candidate();
            return failed.isPresent() && failed.get() == d ? new Candidate(c.key(), 0, c.active(), c.inactive()) : c;
        }).toList();
    }

    private void destinationsChanged() {
        scheduler.changed(candidates(Optional.empty()));
    }
}
