package io.arapaima.manager;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.LvsConfig;
import io.arapaima.ipc.PlannedCheck;
import java.time.Instant;
import java.util.List;

/**
 * A configuration in force, with everything that follows from it alone.
 *
 * @param config lvs.cf
 * @param loadedAt when it was read
 * @param warnings of the reader
 * @param topology services and destinations
 * @param checks what nanny shall run
 */
record Configured(LvsConfig config, Instant loadedAt, List<String> warnings, Topology topology,
        List<PlannedCheck> checks) {
    static Configured of(LvsConfig config, List<String> warnings, CheckCatalogue catalogue, Instant now) {
        Topology topology = Topology.of(config);
        return new Configured(config, now, List.copyOf(warnings), topology,
                new CheckPlanner(config, catalogue).plan(topology));
    }
}
