package io.arapaima.lvsctl.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of the commands that people give most, for the JVM to watch while it makes lvsctl's start-up cache: what is loaded here
 * lies ready in it.
 */
public final class Rehearsal {
    private static final List<List<String>> COMMANDS = List.of(List.of("status"), List.of("status", "--json"),
            List.of("status", "--problems"), List.of("why", "web/www2"), List.of("events"), List.of("table"),
            List.of("quiesce", "web/www1"), List.of("pulse"));

    private final Program program;

    /** How a command is run: as from the shell, but the process goes on. */
    @FunctionalInterface
    public interface Program {
        /**
         * Runs one command.
         *
         * @param words command and options
         * @return its exit code
         */
        int run(String... words);
    }

    /**
     * Prepares it.
     *
     * @param program what runs a command
     */
    public Rehearsal(Program program) {
        this.program = program;
    }

    /**
     * Plays all, without a word to the terminal.
     *
     * @return how many of the commands that a director on paper can answer failed
     * @throws IOException if there is no folder for temporary files
     */
    public int play() throws IOException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        Path folder = Files.createTempDirectory("lvsctl");
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        try {
            return play(folder);
        } finally {
            System.setOut(out);
            System.setErr(err);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }

    private int play(Path folder) throws IOException {
        int failed = 0;
        try (var _ = new PaperDirector(folder)) {
            for (List<String> command : COMMANDS) {
                int code = program.run(Stream.concat(command.stream(), Stream.of("--run-dir=" + folder))
                        .toArray(String[]::new));
                failed += code == 0 || command.equals(List.of("pulse")) || command.equals(List.of("table")) ? 0 : 1;
            }
        }
        Path file = Files.writeString(folder.resolve("lvs.cf"), PaperDirector.resource("lvs.cf"));
        failed += program.run("check", file.toString());
        failed += program.run("keywords", "reentry");
        program.run("status", "--run-dir=" + folder);
        return failed;
    }
}
