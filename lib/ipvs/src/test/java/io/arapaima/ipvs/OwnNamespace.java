package io.arapaima.ipvs;

import com.sun.jna.Native;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs something in a network namespace of its own: its sockets and the programs it starts are in there. It is gone afterwards,
 * with whatever table it had. Needs CAP_SYS_ADMIN.
 */
final class OwnNamespace {
    private static final int NEW_NETWORK = 0x40000000;

    static {
        Native.register(OwnNamespace.class, "c");
    }

    private OwnNamespace() {}

    private static native int unshare(int flags);

    /** A namespace belongs to a thread, so the thread ends with it. */
    static <T> T call(Callable<T> what) throws Exception {
        var task = new FutureTask<T>(() -> {
            if (unshare(NEW_NETWORK) != 0) {
                throw new IOException("no namespace of its own: " + Errno.last() + "; this needs root");
            }
            // Without an address no namespace has routes, and without routes IPVS takes no destination (EINVAL).
            new ProcessBuilder("ip", "link", "set", "lo", "up").inheritIO().start().waitFor();
            return what.call();
        });
        Thread.ofPlatform().start(task);
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }
}
