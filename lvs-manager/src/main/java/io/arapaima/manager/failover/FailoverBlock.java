package io.arapaima.manager.failover;

import io.arapaima.checkspec.Encoding;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.VirtualService;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.planner.CheckPlanner;
import io.arapaima.planner.Topology;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/**
 * One {@code failover} block that is run.
 *
 * @param name unique
 * @param start starts the service
 * @param stop stops it
 * @param patience so long after its start it may fail its check: Piranha's nanny allowed two probes
 * @param reentry so long it must have been well for earlier failures to be forgotten
 * @param check of the service, at its virtual address
 */
public record FailoverBlock(String name, FailoverCommand start, FailoverCommand stop, Duration patience,
        Duration reentry,
        PlannedCheck check) {
    private static final int PROBES = 2;

    /** Where it is checked, for people. */
    public String where() {
        return check.target().transport().toUpperCase(Locale.ROOT) + " "
                + new DestinationKey(InetAddress.ofLiteral(check.target().address()), check.target().port());
    }

    /** The blocks that a configuration has run; none under {@code service = lvs}. */
    public static List<FailoverBlock> of(LvsConfig config, CheckCatalogue catalogue) {
        var planner = new CheckPlanner(config, catalogue);
        var names = new HashMap<String, Integer>();
        var blocks = new ArrayList<FailoverBlock>();
        if (config.failsOver()) {
            config.inUse()
                    .forEach(b -> blocks.add(of(b, config.encoding(), Topology.unique(b.name(), names), planner)));
        }
        return List.copyOf(blocks);
    }

    private static FailoverBlock of(VirtualService block, Encoding encoding, String name,
            CheckPlanner planner) {
        return new FailoverBlock(name, new FailoverCommand(block.startCmd(), block.commandTimeout(), encoding),
                new FailoverCommand(block.stopCmd(), block.commandTimeout(), encoding),
                block.timeout().multipliedBy(PROBES),
                block.reentry(), planner.ofService("failover " + name, block));
    }
}
