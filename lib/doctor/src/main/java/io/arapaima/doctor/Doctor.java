package io.arapaima.doctor;

import io.arapaima.config.LvsConfig;
import io.arapaima.config.NamedProgram;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Examines a machine for a director with one lvs.cf, and mends what may be mended. Needs no running director, and looking changes
 * nothing. For one thread.
 */
public final class Doctor {
    private final Path file;
    private final Machine machine;
    private final Site site;
    private final Hub hub;

    Doctor(Path file, Machine machine, Site site, Hub hub) {
        this.file = file;
        this.machine = machine;
        this.site = site;
        this.hub = hub;
    }

    /**
     * Comes to a machine.
     *
     * @param root what stands for /, so that a mounted system can be examined too
     * @param runDir folder of a running lvs-manager's pid file, if there is one: what that one may do counts
     * @param file where lvs.cf stands
     * @param config what it says
     * @param programs what it starts
     * @return the doctor
     */
    public static Doctor of(Path root, Path runDir, Path file, LvsConfig config, List<NamedProgram> programs) {
        return new Doctor(file, new Machine(root), new Site(config, programs), new Hub(runDir));
    }

    /** {@return whether this process may mend anything: kernel settings and files below /etc are root's} */
    public boolean mayRepair() {
        return machine.effectiveId("self", "Uid").orElse(-1L) == 0;
    }

    /** {@return what mends findings; nothing is mended before it is asked to} */
    public Repairs repairs() {
        return new Repairs(machine);
    }

    /** {@return the release of the kernel; {@code unknown} where it does not say} */
    public String release() {
        return machine.release();
    }

    /** {@return what was looked at and what not, in a line} */
    public String scope() {
        LvsConfig config = site.config();
        String plane = "data_plane = " + config.dataPlane().word();
        return switch (config.dataPlane()) {
            case AUTO, IPVS ->
                plane + ", network = " + config.network().word() + ", " + "virtual services: " + site.services().size()
                        + ", servers: " + site.servers().size() + ", kernel " + release();
            case RELAY -> plane + ": packets are forwarded in user space, so nothing of the kernel is examined"
                    + ping();
            case NONE -> plane + ": nothing is forwarded, so nothing of the kernel is examined" + ping();
        };
    }

    private String ping() {
        return site.pings() ? ", except what check = ping needs" : "";
    }

    /**
     * Looks at everything that matters for the data plane of the file, and at its passwords.
     *
     * @return the worst first, what is right last
     * @throws UncheckedIOException if the machine cannot be examined
     */
    public List<Finding> examine() {
        if (!machine.exists("/proc/sys/net")) {
            throw new UncheckedIOException(new NoSuchFileException(machine.at("/proc/sys/net").toString(), null,
                    "this machine cannot be examined; is it Linux, with /proc mounted?"));
        }
        return Stream.concat(OpenSecrets.finding(file, site.config()).stream(),
                concerns().stream().flatMap(concern -> concern.examine(machine, site).stream()))
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
