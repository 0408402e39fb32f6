package io.arapaima.check;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A way to the target that is not the network's ordinary one: the way on which its clients' packets reach it. The engine has
 * one, {@link CheckSocket} and {@link CheckDatagrams} follow it by themselves; a check has nothing to do but to be a
 * {@link RoutedCheck}. Safe for many threads.
 */
public abstract class Route {
    private static final ScopedValue<Route> CURRENT = ScopedValue.newInstance();

    /** For engines. */
    protected Route() {}

    /**
     * Runs a probe on this thread; what it sends goes this way.
     *
     * @param check whose
     * @param target whom to ask
     * @param deadline until when
     * @return its result
     * @throws IOException what it throws
     * @throws InterruptedException what it throws
     */
    public final CheckResult run(RoutedCheck check, Target target, Deadline deadline)
            throws IOException, InterruptedException {
        return OptionText.surrounded(ScopedValue.where(CURRENT, this), () -> check.probe(target, deadline));
    }

    /**
     * Prepares a socket so that its packets go this way.
     *
     * @param socket neither bound nor connected
     * @throws IOException what the network said; {@link UndecidedException} if this machine cannot go that way
     */
    protected abstract void prepare(Socket socket) throws IOException;

    /**
     * The same for datagrams.
     *
     * @param socket of a {@link java.nio.channels.DatagramChannel}; neither bound nor connected
     * @throws IOException what the network said; {@link UndecidedException} if this machine cannot go that way
     */
    protected abstract void prepare(DatagramSocket socket) throws IOException;

    /** {@return the way of the probe that runs on this thread; null for the ordinary one} */
    static @Nullable Route current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }
}
