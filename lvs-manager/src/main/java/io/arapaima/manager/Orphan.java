package io.arapaima.manager;

import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.JournalHandler;
import io.arapaima.daemon.Parent;

/**
 * The end of a hub whose pulse is gone. Nothing is touched: the kernel keeps forwarding, leased addresses end by themselves,
 * and a pulse that comes back starts a hub that adopts everything. Closed, it lets a clean stop come to its end.
 */
final class Orphan implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("lvs");

    private volatile boolean stopping;

    /** Watches the pulse that says it started this hub, else whatever program did. */
    static Orphan endWithParent() {
        var orphan = new Orphan();
        long pid = Parent.named(System.getenv())
                .orElseGet(() -> ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L));
        Parent.whenGone(pid, () -> orphan.end(pid));
        return orphan;
    }

    private void end(long pid) {
        if (stopping) {
            return;
        }
        LOG.log(System.Logger.Level.WARNING,
                "pulse (pid {0}) is gone; ending too, table and addresses stay as they are",
                Long.toString(pid));
        JournalHandler.drain();
        Runtime.getRuntime().halt(ErrorKind.ENVIRONMENT.exitCode());
    }

    @Override
    public void close() {
        stopping = true;
    }
}
