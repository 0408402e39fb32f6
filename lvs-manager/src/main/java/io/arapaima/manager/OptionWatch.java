package io.arapaima.manager;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.config.CatalogueChange;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.manager.memory.Chronicle;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines of lvs.cf that a replaced plugin does not know, as a trouble: what they set has no effect any more, and the next
 * reload would be refused. One thread.
 */
final class OptionWatch {
    private static final String SUBJECT = "lvs.cf and plugins";
    private static final int MAX_NAMED = 3;

    private final Chronicle chronicle;
    /** By which the file in force was found good. */
    private CheckCatalogue judgedBy;

    OptionWatch(Chronicle chronicle, CheckCatalogue judgedBy) {
        this.chronicle = chronicle;
        this.judgedBy = judgedBy;
    }

    /** A file is in force that is good by this catalogue. */
    void loaded(CheckCatalogue catalogue) {
        judgedBy = catalogue;
        chronicle.trouble(SUBJECT, Reason.NONE);
    }

    /** The plugins changed under the file in force. */
    void offered(Path file, String text, CheckCatalogue now) {
        List<String> lines = new CatalogueChange(judgedBy, now).objections(text);
        int more = lines.size() - MAX_NAMED;
        chronicle.trouble(SUBJECT, lines.isEmpty()
                ? Reason.NONE
                : new HubAlarm.LinesWithoutEffect(file.toString(),
                        lines.subList(0, Math.min(lines.size(), MAX_NAMED)), Math.max(0, more)));
    }
}
