package io.arapaima.lvsctl.manual;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.daemon.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** The pages of the manual that lvsctl knows: its own, those of lvs.cf and of the checks. */
public final class Manual {
    private final Map<String, ManPage> pages = new LinkedHashMap<>();

    /**
     * Makes the pages.
     *
     * @param lvsctl the whole command line
     * @param catalogue the checks that have a page
     */
    public Manual(CommandLine lvsctl, CheckCatalogue catalogue) {
        pages.putAll(CommandPages.of(lvsctl));
        pages.putAll(KeywordPages.of(catalogue));
    }

    /** {@return each page by its file's name, for example {@code lvs.cf.5}} */
    public Map<String, ManPage> pages() {
        return Map.copyOf(pages);
    }

    /**
     * Writes all.
     *
     * @param folder where to; made where it is missing
     * @throws IOException if it cannot be written
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, ManPage> page : pages.entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue().toString());
        }
    }
}
