package io.arapaima.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A program and all that it has started, also what has left it: a child that goes into the background, or into a session of its
 * own, is nobody's descendant any more, but has inherited the environment. Thread-safe.
 */
public final class ProgramFamily {
    private static final String MARK = "ARAPAIMA_RUN";
    private static final Path PROC = Path.of("/proc");

    private final String mark = UUID.randomUUID().toString();

    /** A family without members. */
    public ProgramFamily() {}

    /**
     * Makes what this builder starts the head of the family.
     *
     * @param builder of the program
     * @return the same builder
     */
    public ProcessBuilder head(ProcessBuilder builder) {
        builder.environment().put(MARK, mark);
        return builder;
    }

    /**
     * Ends the program with all that it has started.
     *
     * @param program the head
     */
    public void kill(Process program) {
        program.descendants().forEach(ProcessHandle::destroyForcibly);
        program.destroyForcibly();
        marked(MARK).forEach((process, value) -> {
            if (value.equals(mark)) {
                process.destroyForcibly();
            }
        });
    }

    /**
     * Looks for processes by their environment. Those whose environment this process may not read are not among them.
     *
     * @param variable name of the environment variable
     * @return the living processes that have it, and its value in each
     */
    public static Map<ProcessHandle, String> marked(String variable) {
        Map<ProcessHandle, String> found = new LinkedHashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path each : all) {
                value(each.resolve("environ"), variable + "=").forEach(value -> ProcessHandle
                        .of(Long.parseLong(each.getFileName().toString()))
                        .ifPresent(process -> found.put(process, value)));
            }
        } catch (IOException | UncheckedIOException | java.nio.file.DirectoryIteratorException _) {
            // Without /proc nobody is found.
        }
        return found;
    }

    private static Stream<String> value(Path environment, String begin) {
        try {
            String all = Files.readString(environment, StandardCharsets.ISO_8859_1);
            return all.contains(begin)
                    ? Stream.of(all.split("\0", -1)).filter(each -> each.startsWith(begin))
                            .map(each -> each.substring(begin.length()))
                    : Stream.of();
        } catch (IOException e) {
            return Stream.of(); // ended meanwhile, or another user's
        }
    }
}
