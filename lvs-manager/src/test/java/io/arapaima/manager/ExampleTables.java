package io.arapaima.manager;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.TableDiff;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipvs.IpvsDataPlane;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.planner.Facts;
import io.arapaima.planner.TablePlanner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the table of each lvs.cf, every server up, in the kernel, has ipvsadm write down what it sees, and takes the table
 * away again. For the lab: it changes the table of the network namespace in which it runs.
 */
public final class ExampleTables {
    private ExampleTables() {}

    /**
     * Writes {@code FOLDER/NAME.rules} for each file.
     *
     * @param words the folder, then files
     * @throws Exception when a change is refused, or when the kernel does not hold what was planned
     */
    public static void main(String[] words) throws Exception {
        try (DataPlane plane = IpvsDataPlane.open()) {
            for (String word : List.of(words).subList(1, words.length)) {
                Path file = Path.of(word);
                change(plane, plan(file));
                Path rules = Path.of(words[0], file.getFileName() + ".rules");
                int status = new ProcessBuilder("ipvsadm", "-Sn").redirectOutput(rules.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor();
                if (status != 0) {
                    throw new IOException("ipvsadm -Sn ended with " + status);
                }
                change(plane, Table.EMPTY);
            }
        }
    }

    private static Table plan(Path file) throws IOException {
        if (!(new ConfigSource(file, HostResolver.none())
                .read(CheckCatalogue.UNKNOWN) instanceof ConfigSource.Loaded loaded)) {
            throw new IOException(file + " is refused");
        }
        Configured configured = Configured.of(loaded, CheckCatalogue.UNKNOWN, Instant.EPOCH);
        Map<String, Verdict> up = new HashMap<>();
        configured.checks()
                .forEach(c -> up.put(c.id(), new Verdict(c.id(), Verdict.State.UP, "assumed", Instant.EPOCH)));
        return TablePlanner.plan(configured.topology(), Facts.of(up, Map.of(), Map.of())).table();
    }

    private static void change(DataPlane plane, Table wanted) throws IOException {
        Table desired = plane.canonical(wanted);
        List<Refusal> refusals = plane.apply(TableDiff.between(plane.table(), desired, _ -> true));
        if (!refusals.isEmpty()) {
            throw new IOException(refusals.getFirst().reason());
        }
        var drift = TableDiff.between(plane.table(), desired, _ -> true);
        if (!drift.isEmpty()) {
            throw new IOException("the kernel holds something else than was planned: " + drift);
        }
    }
}
