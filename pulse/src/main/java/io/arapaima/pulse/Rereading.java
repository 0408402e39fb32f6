package io.arapaima.pulse;

import io.arapaima.ipc.HubReport;
import io.arapaima.config.Edition;
import io.arapaima.pulse.election.Rules;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What of lvs.cf changes while this process runs: times and rules of takeover, whenever the hub has taken another file into use. The hub
 * has read that file and tells what of it concerns the pair; pulse does not read it again, because a large one would not fit into its
 * heap. Thread-safe; nobody's beat waits for it.
 */
final class Rereading {
    private static final System.Logger LOG = System.getLogger("pulse");

    private final Arguments arguments;
    private final Plan started;
    private final Consumer<Rules> configured;
    private volatile Edition running = Edition.UNKNOWN;
    private Rules rules;
    private Edition seen;

    /**
     * @param configured takes the rules that hold from now on
     */
    Rereading(Arguments arguments, Plan started, Consumer<Rules> configured) {
        this.arguments = arguments;
        this.started = started;
        this.configured = configured;
        this.rules = started.site().rules();
        this.seen = rules.file();
    }

    /**
     * The hub has said which file it runs.
     *
     * @return whether it has to be asked what that one says
     */
    synchronized boolean running(Edition file) {
        running = file;
        configured.accept(now());
        return behind();
    }

    /** Whether the hub runs a file that it has not told of; one that was asked may have ended before it could answer. */
    synchronized boolean behind() {
        return running.known() && !seen.equals(running);
    }

    /** The hub has said what its file says; returns at once, because the addresses of this machine are looked up for it. */
    void told(HubReport.PairSettings settings) {
        Thread.ofPlatform().name("reread").daemon().start(() -> take(settings));
    }

    private synchronized void take(HubReport.PairSettings settings) {
        if (seen.equals(settings.file())) {
            return;
        }
        seen = settings.file();
        try {
            take(Plan.of(arguments, settings));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "lvs.cf was not read again: {0}", e.getMessage());
        }
        configured.accept(now());
    }

    private void take(Plan next) {
        Optional<String> restart = started.needsRestart(next);
        if (restart.isPresent()) {
            LOG.log(System.Logger.Level.WARNING, restart.get());
        } else {
            rules = next.site().rules();
            LOG.log(System.Logger.Level.INFO, "lvs.cf was read again");
        }
    }

    private Rules now() {
        return running.known() ? rules.running(running) : rules;
    }
}
