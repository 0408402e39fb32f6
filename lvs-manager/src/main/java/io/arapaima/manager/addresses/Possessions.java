package io.arapaima.manager.addresses;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.AddressAlarm;
import io.arapaima.ipc.Subject;
import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.Event;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.HubState;
import io.arapaima.planner.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Which addresses are ours, remembered across restarts: these alone are ever removed. Used by the director's thread. */
final class Possessions {
    /** So long an address waits until the disk knows of it: clients without an answer are the greater harm. */
    private static final Duration FOR_THE_DISK = Duration.ofSeconds(2);

    private final AddressPlane plane;
    private final Lease lease;
    private final Chronicle chronicle;
    private final Set<VirtualAddress> ours;
    private final List<News> untold = new ArrayList<>();
    private Set<VirtualAddress> intended = Set.of();
    private CompletableFuture<Boolean> known = CompletableFuture.completedFuture(true);

    Possessions(AddressPlane plane, Lease lease, Chronicle chronicle) {
        this.plane = plane;
        this.lease = lease;
        this.chronicle = chronicle;
        this.ours = new LinkedHashSet<>(chronicle.state().addresses());
    }

    boolean has(VirtualAddress address) {
        return ours.contains(address);
    }

    boolean none() {
        return ours.isEmpty();
    }

    /** What is ours and not among the wanted ones. */
    List<VirtualAddress> beyond(Collection<VirtualAddress> wanted) {
        return ours.stream().filter(a -> !wanted.contains(a)).toList();
    }

    /**
     * They shall be ours.
     *
     * @param wake called, on any thread, when they may be added
     * @return whether they may be added now: the disk knows that they are ours, or was given its time
     */
    boolean intend(Collection<VirtualAddress> addresses, Runnable wake) {
        if (!ours.containsAll(addresses) || !intended.equals(Set.copyOf(addresses))) {
            ours.addAll(addresses);
            intended = Set.copyOf(addresses);
            tell();
            known = chronicle.writer().written(FOR_THE_DISK);
            if (!known.isDone()) {
                var _ = known.thenRun(wake);
            }
        }
        return known.isDone();
    }

    /**
     * Adds an address to this machine.
     *
     * @return false when no word of pulse allows it
     */
    boolean hold(VirtualAddress address) throws DataPlaneException {
        boolean held = lease.hold(address);
        if (held) {
            ours.add(address);
        }
        return held;
    }

    /** It was refused: whether it is ours depends on whether it is there all the same. */
    void refused(VirtualAddress address) throws DataPlaneException {
        if (!plane.held().contains(address)) {
            ours.remove(address);
        }
    }

    /** Removes addresses; what clings stays ours. */
    void drop(Collection<VirtualAddress> leaving, Event.Kind kind, String why, Consumer<VirtualAddress> before)
            throws DataPlaneException {
        List<VirtualAddress> there = plane.held();
        for (VirtualAddress address : leaving) {
            before.accept(address);
            Subject subject = Standing.subject(address);
            try {
                if (lease.drop(address, there)) {
                    untold.add(new News(kind, subject, "", "released", why, ""));
                }
                ours.remove(address);
                chronicle.trouble(subject, Reason.NONE);
            } catch (DataPlaneException e) {
                chronicle.trouble(subject, new AddressAlarm.AddressNotRemoved(String.valueOf(e.getMessage())));
            }
        }
    }

    /** Has something told with the next {@link #tell}. */
    void news(News news) {
        untold.add(news);
    }

    /** Puts on the disk what is ours now, and tells what has happened since. */
    void tell() {
        HubState now = chronicle.state().withAddresses(List.copyOf(ours));
        if (!untold.isEmpty() || !now.equals(chronicle.state())) {
            chronicle.record(now, List.copyOf(untold));
            untold.clear();
        }
    }
}
