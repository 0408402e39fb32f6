package io.arapaima.manager;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.ReadResult;
import io.arapaima.config.Severity;
import io.arapaima.ipc.Edition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where lvs.cf comes from. */
record ConfigSource(Path file, HostResolver resolver) {
    /** What reading gave. */
    sealed interface Result {}

    /**
     * A usable configuration.
     *
     * @param config the model
     * @param file what was read
     * @param warnings of the reader
     */
    record Loaded(LvsConfig config, LvsConfFile file, List<String> warnings) implements Result {
        Edition edition() {
            return Edition.of(config.serialNo(), file);
        }
    }

    /** Every error, in the order of lines; at least one. */
    record Refused(List<String> problems) implements Result {}

    Result read(CheckCatalogue catalogue) {
        try {
            return judge(load(), catalogue);
        } catch (IOException e) {
            return new Refused(List.of("lvs: failed to open " + file + ": " + e));
        }
    }

    /** What the file says now. */
    LvsConfFile load() throws IOException {
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
