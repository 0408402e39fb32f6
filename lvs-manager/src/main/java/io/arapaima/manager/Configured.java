package io.arapaima.manager;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.Edition;
import io.arapaima.config.LvsConfig;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.failover.FailoverBlock;
import io.arapaima.planner.CheckPlanner;
import io.arapaima.planner.Topology;
import java.time.Instant;
import java.util.List;

/**
 * A configuration in force, with everything that follows from it alone.
 *
 * @param loaded lvs.cf
 * @param edition which one
 * @param loadedAt when it was read
 * @param topology services and destinations
 * @param checks what nanny shall run whatever the role is
 * @param failovers programs that run where the role is
 */
public record Configured(ConfigSource.Loaded loaded, Edition edition, Instant loadedAt, Topology topology,
        List<PlannedCheck> checks, List<FailoverBlock> failovers) {
    public static Configured of(ConfigSource.Loaded loaded, CheckCatalogue catalogue, Instant now) {
        Topology topology = Topology.of(loaded.config());
        return new Configured(loaded, loaded.edition(), now, topology,
                new CheckPlanner(loaded.config(), catalogue).plan(topology),
                FailoverBlock.of(loaded.config(), catalogue));
    }

    LvsConfig config() {
        return loaded.config();
    }
}
