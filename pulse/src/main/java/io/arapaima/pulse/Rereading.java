package io.arapaima.pulse;

import io.arapaima.ipc.Edition;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What of lvs.cf changes while this process runs: times and rules of takeover, at a SIGHUP and whenever the hub has taken
 * another file into use. Which file is in force is the hub's word. Thread-safe; reads the disk, so nobody's beat waits for it.
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

    /** Reads the file, whether it is another one or not. */
    synchronized void read() {
        try {
            Main.plan(arguments).ifPresent(this::take);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "lvs.cf was not read again: {0}", e.getMessage());
        }
        configured.accept(running.known() ? rules.running(running) : rules);
    }

    private void take(Plan next) {
        seen = next.site().rules().file();
        Optional<String> restart = started.needsRestart(next);
        if (restart.isPresent()) {
            LOG.log(System.Logger.Level.WARNING, restart.get());
        } else {
            rules = next.site().rules();
            LOG.log(System.Logger.Level.INFO, "lvs.cf was read again");
        }
    }

    /** The hub has said what it runs; returns at once. */
    void running(Edition file) {
        running = file;
        Thread.ofPlatform().name("reread").daemon().start(this::follow);
    }

    private synchronized void follow() {
        if (!running.known() || seen.equals(running)) {
            configured.accept(running.known() ? rules.running(running) : rules);
        } else {
            read();
        }
    }
}
