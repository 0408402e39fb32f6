package io.arapaima.lvsctl;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Examines a machine for a director with one lvs.cf. Needs no running director, and changes nothing.
 *
 * @param machine the machine
 * @param site what lvs.cf asks of it
 * @param hub a running lvs-manager, if there is one
 */
record Doctor(Machine machine, Site site, Hub hub) {
    /**
     * Looks at everything that matters for the data plane of the file.
     *
     * @return the worst first, what is right last
     * @throws UncheckedIOException if the machine cannot be examined
     */
    List<Finding> examine() {
        if (!machine.exists("/proc/sys/net")) {
            throw new UncheckedIOException(new NoSuchFileException(machine.at("/proc/sys/net").toString(), null,
                    "this machine cannot be examined; is it Linux, with /proc mounted?"));
        }
        return concerns().stream().flatMap(concern -> concern.examine(machine, site).stream())
                .sorted(Comparator.comparing(Finding::grade).reversed()).toList();
    }

    private List<Concern> concerns() {
        if (!site.byKernel()) {
            return Stream.concat(site.byRelay() ? Stream.of(new RelayConcern(hub)) : Stream.empty(),
                    Stream.of(new SeatConcern(), new PingConcern(hub), new ProgramConcern())).toList();
        }
        return List.of(new SeatConcern(), new ModuleConcern(), new CapabilityConcern(hub), new DeviceConcern(),
                new RouteConcern(),
                new MaskConcern(), new NetworkSysctls(), new AddressSysctls(), new PathSysctls(),
                new IpvsSysctls(), new PingConcern(hub), new RivalConcern(), new ProgramConcern(),
                new HintConcern());
    }
}
