package io.arapaima.manager.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.LvsConfFile;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.Configured;
import io.arapaima.manager.addresses.AddressPlannerTest;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.planner.Facts;
import io.arapaima.planner.TablePlanner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoDataPlaneTest {
    private static final Configured CONFIGURED = Configured.of(new ConfigSource.Loaded(AddressPlannerTest.config("""
            data_plane = none
            virtual web {
              active = 1
              address = 10.0.0.9 eth0:1
              server s1 {
                address = 10.0.0.11
                active = 1
              }
            }
            """), LvsConfFile.of(Path.of("lvs.cf"), new byte[0]), List.of()), CheckCatalogue.UNKNOWN, Instant.EPOCH);

    @Test
    void whatItWasGivenIsNoDriftWheneverItIsReadAgain() {
        Map<String, Verdict> up = new HashMap<>();
        CONFIGURED.checks().forEach(c -> up.put(c.id(), new Verdict(c.id(), Verdict.State.UP, "", Instant.EPOCH)));
        Table desired = TablePlanner.plan(CONFIGURED.topology(), Facts.of(up, Map.of(), Map.of())).table();
        var reconciler = new Reconciler(NoDataPlane::new, List::of, 0);
        reconciler.refresh(_ -> true, 0);
        reconciler.apply(desired, _ -> true, 0);
        for (long now = 0; now < 3 * Reconciler.REREAD.toNanos(); now += 1_000_000_000L) {
            assertThat(reconciler.refresh(_ -> true, now).drift()).as("after %d ns", now).isEmpty();
            reconciler.apply(desired, _ -> true, now);
        }
        assertThat(reconciler.actual()).isEqualTo(desired);
    }
}
