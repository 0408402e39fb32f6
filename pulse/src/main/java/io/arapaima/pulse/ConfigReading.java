package io.arapaima.pulse;

import io.arapaima.ipc.HubReport;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.Edition;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfWriter;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.ReadResult;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.KnownNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The reading of lvs.cf at the start of pulse, before there is a hub that has read it. A file of the usual size is read here; a
 * larger one in a short-lived process with a larger heap, so that the heap of the heartbeat stays small. Both judge the whole file.
 */
final class ConfigReading {
    /** Bytes: some two thousand real servers, which take 3 MB of the heap for a moment. */
    static final int MOST_HERE = 128 << 10;
    /** MB of heap for the longest legal file; docs/lvs.cf.md has the measured table. */
    private static final int HEAP = 512;

    private ConfigReading() {}

    /**
     * Reads the file.
     *
     * @param state folder with the last answers about host names
     * @param program whose {@code --pair-settings} reads a larger file
     * @return empty when it cannot be used; each error has been written to the error output
     * @throws IOException when it cannot be read
     */
    static Optional<HubReport.PairSettings> settings(Path file, Path state, Class<?> program) throws IOException {
        return Files.exists(file) && Files.size(file) > MOST_HERE
                ? inAnotherProcess(program, file, state)
                : here(file, state);
    }

    /** What {@code pulse --pair-settings} does; its exit code. */
    static int print(Path file, Path state) {
        try {
            Optional<HubReport.PairSettings> settings = here(file, state);
            settings.ifPresent(found -> System.out.println(Json.write(found)));
            return settings.isPresent() ? 0 : ErrorKind.OPERATOR.exitCode();
        } catch (Refusal e) {
            System.err.println("pulse: " + e.getMessage());
            return e.exitCode();
        } catch (IOException e) {
            System.err.println("pulse: " + e.getMessage());
            return ErrorKind.ENVIRONMENT.exitCode();
        }
    }

    private static Optional<HubReport.PairSettings> here(Path file, Path state) throws IOException {
        LvsConfFile read = load(file);
        ReadResult result = LvsConfReader.read(read.text(), CheckCatalogue.UNKNOWN,
                new KnownNames(HostResolver.system(), state, InstantSource.system()));
        if (!result.ok()) {
            result.problems().forEach(p -> System.err.println("pulse: error parsing " + file + " at line " + p.line()
                    + ": " + p.message()));
        }
        return result.config().map(config -> new HubReport.PairSettings(Edition.of(config.serialNo(), read),
                LvsConfWriter.write(config.pairOnly())));
    }

    private static LvsConfFile load(Path file) throws IOException {
        try {
            return LvsConfFile.load(file);
        } catch (NoSuchFileException e) {
            throw Refusal.operators("failed to open " + file, e);
        }
    }

    private static Optional<HubReport.PairSettings> inAnotherProcess(Class<?> program, Path file, Path state)
            throws IOException {
        Process reader = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + HEAP + "m", "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"), program.getName(), "--pair-settings", "-c", file.toString(),
                "--state-dir=" + state)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int code = reader.waitFor();
            if (code == 0) {
                return Optional.of(Json.read(said, HubReport.PairSettings.class));
            } else if (code == ErrorKind.OPERATOR.exitCode()) {
                return Optional.empty();
            }
            throw new IOException(file + " was not read: the process that reads it ended with exit code " + code
                    + "; its own words are above");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + file + " was read", e);
        }
    }

    /**
     * The model of what was read.
     *
     * @throws IOException when a hub of another version writes what this one does not understand
     */
    static LvsConfig config(HubReport.PairSettings settings) throws IOException {
        ReadResult result = LvsConfReader.read(settings.text(), CheckCatalogue.UNKNOWN, HostResolver.none());
        return result.config().orElseThrow(() -> new IOException("what lvs.cf says about the pair is not understood: "
                + String.join("; ", result.errors().stream().map(p -> p.message()).toList())));
    }
}
