package io.arapaima.doctor;

import io.arapaima.checkspec.NamedFile;
import io.arapaima.checkspec.Encoding;
import io.arapaima.config.NamedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that lvs.cf names: each must be there and may be run. */
final class ProgramConcern implements Concern {
    /** Where daemons look for a program without a path. */
    private static final List<String> FOLDERS = List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin",
            "/sbin", "/bin");

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        return site.programs().stream().map(program -> problem(machine, program)
                .map(problem -> new Finding(Grade.PROBLEM, "program " + program.program(), problem,
                        program.subject() + ", line " + program.line(), why(program), cure(program)))
                .orElseGet(() -> Finding.ok("program " + program.program(), "is there", program.subject(),
                        why(program))))
                .distinct().toList();
    }

    /** {@return why a program cannot be run; empty = it can} */
    static Optional<String> problem(Machine machine, NamedProgram program) {
        boolean whole = program.program().startsWith("/");
        List<Place> places = (whole ? Stream.of("") : FOLDERS.stream().map(folder -> folder + "/"))
                .map(folder -> Place.of(machine, folder + program.program(), program.encoding())).toList();
        if (places.contains(Place.PROGRAM) || places.contains(Place.NO_PROGRAM)) {
            Place first = places.stream().filter(p -> p == Place.PROGRAM || p == Place.NO_PROGRAM).findFirst()
                    .orElseThrow();
            return first == Place.PROGRAM ? Optional.empty() : Optional.of("may not be executed");
        }
        return Optional.of(places.contains(Place.FOLDER)
                ? "is a folder"
                : whole ? "is not there" : "is in no folder of " + FOLDERS);
    }

    /** {@return whether a program can be run} */
    static boolean runs(Machine machine, String path, Encoding encoding) {
        return Place.of(machine, path, encoding) == Place.PROGRAM;
    }

    /** What is at a path. */
    private enum Place {
        PROGRAM, NO_PROGRAM, FOLDER, NOTHING;

        static Place of(Machine machine, String path, Encoding encoding) {
            try (NamedFile file = NamedFile.of(machine.root() + path, encoding)) {
                return Files.isDirectory(file.path())
                        ? FOLDER
                        : !Files.isRegularFile(file.path())
                                ? NOTHING
                                : Files.isExecutable(file.path()) ? PROGRAM : NO_PROGRAM;
            } catch (IOException e) {
                return NOTHING;
            }
        }
    }

    /** What follows from its absence. */
    static String why(NamedProgram program) {
        return switch (program.keyword()) {
            case "send_program", "exec_program", "nagios_program" ->
                "without it the check never decides: its servers are neither up nor down";
            case "client_monitor" ->
                "without it nobody watches the servers of this service: they are neither up nor down";
            case "start_cmd" -> "without it the service is not started when the role comes";
            case "stop_cmd" -> "without it the service goes on when the role is given up";
            case "fence_agent" -> "without it a partner that hangs cannot be fenced";
            case "quorum_up", "quorum_down", "active_cmd", "inactive_cmd" -> "without it this command does nothing";
            default -> "without it no load is read";
        };
    }

    private static String cure(NamedProgram program) {
        return program.program().startsWith("/")
                ? "install it, or chmod 755 " + program.program() + ", or correct " + program.keyword() + " in line "
                        + program.line()
                : "install it, or write its whole path in line " + program.line();
    }
}
