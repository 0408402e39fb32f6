package io.arapaima.nanny;

import io.arapaima.nanny.plugin.Conduct;
import io.arapaima.nanny.plugin.PluginFolder;
import io.arapaima.nanny.plugin.Quarantine;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The end of the engine for a plugin's sake: says which one it was and puts it into the quarantine, so that the next process
 * does not begin as this one ended. Thread-safe.
 */
final class Postmortem {
    private final Quarantine quarantine;
    private final InstantSource clock;
    private final Consumer<String> end;
    private volatile @Nullable PluginFolder folder;

    /** The end is called with a sentence, and does not return. */
    Postmortem(Quarantine quarantine, InstantSource clock, Consumer<String> end) {
        this.quarantine = quarantine;
        this.clock = clock;
        this.end = end;
    }

    void about(PluginFolder plugins) {
        folder = plugins;
    }

    /** No check had its turn for so long as the sentence says; each of these plugins holds so many carriers. */
    void starved(String why, Map<Conduct, Long> holders) {
        List<Path> culprits = List.of();
        try {
            culprits = most(holders);
            String names = names(culprits);
            quarantine.confine(culprits, "the engine had to end at " + clock.instant()
                    + " because probes of this plugin held its carrier threads", clock.instant());
            end.accept(why + (culprits.isEmpty()
                    ? "; no plugin holds the carrier threads, so this machine gives the engine no time"
                    : ": " + names + " holds the carrier threads and is confined at the next start"));
        } finally {
            end.accept(why);
        }
    }

    /** A thread of the engine found no memory left. */
    void exhausted(String thread, Map<Conduct, Long> holders) {
        String why = "no memory is left for the engine itself, in thread " + thread;
        try {
            PluginFolder now = folder;
            List<Path> proven = now == null ? List.of() : now.exhausters();
            List<Path> culprits = proven.isEmpty() ? most(holders) : proven;
            quarantine.confine(culprits, "the engine had to end at " + clock.instant()
                    + " because probes of this plugin used up its memory", clock.instant());
            end.accept(why + (culprits.isEmpty() ? "" : "; " + names(culprits) + " is confined at the next start"));
        } finally {
            end.accept(why);
        }
    }

    /** One held carrier may be chance where another plugin holds several. */
    private List<Path> most(Map<Conduct, Long> holders) {
        PluginFolder now = folder;
        long most = holders.values().stream().max(Comparator.naturalOrder()).orElse(0L);
        long least = Math.min(most, Conduct.MAX_HELD);
        return now == null || most == 0
                ? List.of()
                : now.paths(holders.entrySet().stream().filter(each -> each.getValue() >= least).map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    private static String names(List<Path> plugins) {
        return plugins.stream().map(each -> "plugin " + each.getFileName()).collect(Collectors.joining(" and "));
    }
}
