package io.arapaima.doctor;

import io.arapaima.checkspec.Encoding;
import io.arapaima.config.Directors;
import io.arapaima.config.FenceSettings;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.NamedProgram;
import io.arapaima.config.Problem;
import io.arapaima.config.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an lvs.cf needs that the machine where it is judged does not have. The file may be meant for another machine, so
 * these are warnings; the {@link Doctor} is about this one.
 */
public final class MachineWarnings {
    private final Path file;
    private final Optional<LvsConfig> config;
    private final List<NamedProgram> programs;
    private final Machine here = new Machine(Path.of("/"));

    private MachineWarnings(Path file, Optional<LvsConfig> config, List<NamedProgram> programs) {
        this.file = file;
        this.config = config;
        this.programs = programs;
    }

    /**
     * Looks at this machine. Reads files, asks nobody.
     *
     * @param file where the text stands
     * @param config what it means; empty when it has errors
     * @param programs what it starts
     * @return warnings, in the order of their lines as far as they have one
     */
    public static List<Problem> of(Path file, Optional<LvsConfig> config, List<NamedProgram> programs) {
        var machine = new MachineWarnings(file, config, programs);
        return Stream.of(machine.programs(), machine.fencing(), machine.secrets(), machine.relay(), machine.seat())
                .flatMap(s -> s).toList();
    }

    private Stream<Problem> programs() {
        return programs.stream().filter(each -> !each.keyword().equals("fence_agent"))
                .flatMap(each -> ProgramConcern.problem(here, each)
                        .map(problem -> new Problem(each.line(), Severity.WARNING, each.subject() + " names "
                                + each.program() + ", which " + problem + " on this machine; "
                                + ProgramConcern.why(each)))
                        .stream());
    }

    /** A fence agent that is missed at night comes too late. */
    private Stream<Problem> fencing() {
        Encoding encoding = config.map(LvsConfig::encoding).orElse(Encoding.UTF_8);
        return config.map(c -> c.heartbeat().fencing()).stream()
                .flatMap(fencing -> Stream.concat(
                        fencing.agent().filter(agent -> !ProgramConcern.runs(here, agent, encoding))
                                .map(agent -> "fence_agent is " + agent + ", which is no program that can be run here; "
                                        + "install the package fence-agents")
                                .stream(),
                        fencing.agent().isEmpty() ? Stream.empty() : unreadable(fencing, encoding)))
                .map(MachineWarnings::warning);
    }

    private static Stream<String> unreadable(FenceSettings fencing, Encoding encoding) {
        return Stream.of(0, 1).flatMap(rank -> fencing.target(rank).stream()).distinct().flatMap(target -> {
            try {
                var _ = FenceSettings.options(target, encoding);
                return Stream.empty();
            } catch (IOException e) {
                return Stream.of("the options of fence_agent cannot be read here: " + e);
            }
        });
    }

    private Stream<Problem> secrets() {
        return config.flatMap(c -> OpenSecrets.of(file, c)).stream().map(MachineWarnings::warning);
    }

    /** The relay's addresses; whether its ports are free is for the doctor, who knows whether a director runs. */
    private Stream<Problem> relay() {
        return config.map(c -> new Site(c, programs)).filter(Site::byRelay).stream()
                .flatMap(site -> new RelayConcern(new Hub(Path.of("/run/arapaima"))).needs(here, site).stream())
                .filter(need -> need.kind() != RelayConcern.Kind.TAKEN).map(RelayConcern.Need::finding)
                .filter(finding -> finding.grade() == Grade.PROBLEM)
                .map(finding -> warning(finding.what() + " is " + finding.value() + "; " + finding.cure()));
    }

    private Stream<Problem> seat() {
        try {
            var view = NetworkView.of(here);
            return config.stream().flatMap(c -> SeatConcern.warnings(Directors.of(c), view).stream())
                    .map(MachineWarnings::warning);
        } catch (UncheckedIOException e) {
            return Stream.empty(); // no Linux: nothing is known of its addresses
        }
    }

    private static Problem warning(String message) {
        return new Problem(0, Severity.WARNING, message);
    }
}
