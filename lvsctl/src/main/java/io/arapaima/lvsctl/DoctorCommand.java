package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.DoctorReport;
import io.arapaima.config.DataPlaneKind;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.ReadResult;
import io.arapaima.daemon.ConfigPlace;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.doctor.Doctor;
import io.arapaima.doctor.Finding;
import io.arapaima.doctor.Repairs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl doctor}: whether this machine can be the director that a file describes; needs no running one. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Examines this machine for what lvs.cf needs: modules, settings, rights, interfaces, routes, masks. Exit code 1 when there is a problem, 3 when it cannot be examined.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--fix", description = "Mend problems and warnings where that is safe, now and in "
            + Repairs.SYSCTLS
            + " and " + Repairs.MODULES + " (as root).")
    private boolean fix;

    @Option(names = "--json", description = "Everything as one JSON object.")
    private boolean json;

    @Option(names = {"-v", "--verbose"}, description = "Also what is as it should be.")
    private boolean verbose;

    @Option(names = "--root", paramLabel = "DIR", hidden = true, description = "The folder that stands for /.")
    private Path root = Path.of("/");

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The director's file (default: "
            + ConfigPlace.PIRANHA + ", or " + ConfigPlace.OWN + ").")
    private Path file = ConfigPlace.here();

    @Override
    public Integer call() throws IOException {
        ReadResult read;
        try {
            read = LvsConfReader.read(LvsConfFile.load(file), JudgingChecks.installed(), HostResolver.system());
        } catch (NoSuchFileException _) {
            return refuse(file + " is not there; name the lvs.cf that this machine is to run", ErrorKind.OPERATOR);
        }
        if (read.config().isEmpty()) {
            return refuse(file + " has " + read.errors().size() + " errors; see lvsctl check " + file,
                    ErrorKind.OPERATOR);
        }
        try {
            LvsConfig config = read.config().get();
            return examine(Doctor.of(root, hub.runDir(), file, config, read.document().programs(config.encoding())),
                    config.dataPlane());
        } catch (UncheckedIOException e) {
            return refuse("cannot examine this machine: " + e.getMessage(), ErrorKind.ENVIRONMENT);
        }
    }

    private int examine(Doctor doctor, DataPlaneKind plane) {
        if (fix && !doctor.mayRepair()) {
            return refuse("--fix writes kernel settings and files below /etc, which only root may: run it with sudo",
                    ErrorKind.ENVIRONMENT);
        }
        List<Finding> findings = doctor.examine();
        Repairs repairs = doctor.repairs();
        while (fix && repairs.apply(findings)) {
            findings = doctor.examine();
        }
        var report = new DoctorReport(file, plane, doctor.scope(), doctor.release(), findings, repairs.done(),
                repairs.failed());
        spec.commandLine().getOut().println(json ? report.json() : report.text(verbose));
        return report.healthy() ? 0 : ErrorKind.OPERATOR.exitCode();
    }

    private int refuse(String sentence, ErrorKind kind) {
        spec.commandLine().getErr().println("lvsctl: " + sentence);
        return kind.exitCode();
    }
}
