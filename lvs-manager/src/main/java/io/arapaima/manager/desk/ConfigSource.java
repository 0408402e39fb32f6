package io.arapaima.manager.desk;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.Edition;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.ReadResult;
import io.arapaima.config.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where lvs.cf comes from.
 *
 * @param file its path
 * @param resolver where its host names are looked up
 */
public record ConfigSource(Path file, HostResolver resolver) {
    /** What reading gave. */
    public sealed interface Result {}

    /**
     * A usable configuration.
     *
     * @param config the model
     * @param file what was read
     * @param warnings of the reader
     */
    public record Loaded(LvsConfig config, LvsConfFile file, List<String> warnings) implements Result {
        /** {@return which one it is} */
        public Edition edition() {
            return Edition.of(config.serialNo(), file);
        }
    }

    /**
     * An unusable one.
     *
     * @param problems every error, in the order of lines; at least one
     */
    public record Refused(List<String> problems) implements Result {}

    /**
     * Reads and judges the file; waits for its disk, and for name servers.
     *
     * @param catalogue the checks there are
     * @return what it is
     */
    public Result read(CheckCatalogue catalogue) {
        try {
            return judge(load(), catalogue);
        } catch (IOException e) {
            return new Refused(List.of("lvs: failed to open " + file + ": " + e));
        }
    }

    /**
     * Reads the file.
     *
     * @return what it says now
     * @throws IOException if it cannot be read
     */
    public LvsConfFile load() throws IOException {
        return LvsConfFile.load(file);
    }

    /** What other contents would be as this file. */
    Result judge(LvsConfFile read, CheckCatalogue catalogue) {
        ReadResult result = LvsConfReader.read(read.text(), catalogue, resolver);
        List<String> errors = lines(result, Severity.ERROR);
        return result.config().<Result>map(c -> new Loaded(c, read, lines(result, Severity.WARNING)))
                .orElseGet(() -> new Refused(errors));
    }

    private List<String> lines(ReadResult result, Severity severity) {
        String kind = severity == Severity.ERROR ? "error parsing " : "warning about ";
        return result.problems().stream().filter(p -> p.severity() == severity)
                .map(p -> "lvs: " + kind + file + " at line " + p.line() + ": " + p.message()).toList();
    }
}
