package io.arapaima.manager.desk;

import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.reason.English;
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
     * @param why what is wrong with it
     */
    public record Refused(FileReason why) implements Result {
        /** {@return every error, in the order of lines; at least one} */
        public List<String> problems() {
            return English.lines(why);
        }
    }

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
            return new Refused(new FileReason.Unreadable(file.toString(), e.toString()));
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
        ReadResult result = LvsConfReader.read(read, catalogue, resolver);
        return result.config().<Result>map(c -> new Loaded(c, read, warnings(result)))
                .orElseGet(() -> new Refused(faults(result)));
    }

    private FileReason faults(ReadResult result) {
        return new FileReason.Faulty(file.toString(), result.problems().stream()
                .filter(p -> p.severity() == Severity.ERROR)
                .map(p -> new FileReason.Fault(p.line(), p.message(), p.japanese())).toList());
    }

    private List<String> warnings(ReadResult result) {
        return result.problems().stream().filter(p -> p.severity() == Severity.WARNING)
                .map(p -> "lvs: warning about " + file + " at line " + p.line() + ": " + p.message()).toList();
    }
}
