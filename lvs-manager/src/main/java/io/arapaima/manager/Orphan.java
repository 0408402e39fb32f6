package io.arapaima.manager;

import io.arapaima.ipc.ErrorKind;

/**
 * The end of a hub whose pulse is gone. Nothing is touched: the kernel keeps forwarding, leased addresses end by themselves,
 * and a pulse that comes back starts a hub that adopts everything.
 */
final class Orphan {
    private static final System.Logger LOG = System.getLogger("lvs");

    private Orphan() {}

    /** Watches the program that started this one; it may be seen to be gone a third of a second late. */
    static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var _ = parent.onExit().thenRun(() -> end(parent.pid()));
        });
    }

    private static void end(long pid) {
        LOG.log(System.Logger.Level.WARNING,
                "pulse (pid {0}) is gone; ending too, table and addresses stay as they are",
                Long.toString(pid));
        Runtime.getRuntime().halt(ErrorKind.ENVIRONMENT.exitCode());
    }
}
