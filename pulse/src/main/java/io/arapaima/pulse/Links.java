package io.arapaima.pulse;

import io.arapaima.checkspec.AddressText;
import io.arapaima.ipc.reason.PairAlarm;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.wire.Heartbeat;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * {@code monitor_links}: whether the interfaces of the heartbeat run, as the kernel sees it, so bonds and virtual ones too
 * (docs/piranha.md, P19). A public one that does not leaves this director unfit; a private one is worth telling, because the other path is
 * there for that.
 */
final class Links implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(200);

    private final List<Heartbeat.Path> paths;
    private final Predicate<InetAddress> runs;
    private final Consumer<Input> inbox;
    private final Map<String, Boolean> told = new HashMap<>();
    private volatile boolean closed;

    /**
     * @param runs whether the interface of an address runs
     */
    Links(List<Heartbeat.Path> paths, Predicate<InetAddress> runs, Consumer<Input> inbox) {
        this.paths = paths;
        this.runs = runs;
        this.inbox = inbox;
    }

    static Links watch(List<Heartbeat.Path> paths, Consumer<Input> inbox) {
        Map<InetAddress, NetworkInterface> found = new HashMap<>();
        var links = new Links(paths, address -> runs(address, found), inbox);
        EssentialThread.platform("links").start(links::run);
        return links;
    }

    /** An address that is on no interface counts as up, as with Piranha. Finding the interface costs more than asking it. */
    private static boolean runs(InetAddress address, Map<InetAddress, NetworkInterface> found) {
        try {
            NetworkInterface known = found.get(address);
            if (known == null) {
                known = NetworkInterface.getByInetAddress(address);
            }
            if (known == null) {
                return true;
            }
            found.put(address, known);
            return known.isUp();
        } catch (SocketException e) {
            found.remove(address); // it is gone; perhaps it comes back under another name
            return true;
        }
    }

    private void run() {
        try {
            while (!closed) {
                look();
                TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        for (Heartbeat.Path path : paths) {
            boolean up = runs.test(path.own());
            if (up != told.getOrDefault(path.name(), true)) {
                told.put(path.name(), up);
                tell(path, up);
            }
        }
    }

    private void tell(Heartbeat.Path path, boolean up) {
        String subject = path.name() + " link";
        Reason what = up ? Reason.NONE : new PairAlarm.NoHeartbeatLink(AddressText.of(path.own()));
        inbox.accept(path.equals(paths.getFirst())
                ? new Input.Health(subject, up ? Grade.FIT : Grade.IMPAIRED, what)
                : new Input.Noticed(subject, what));
    }

    @Override
    public void close() {
        closed = true;
    }
}
