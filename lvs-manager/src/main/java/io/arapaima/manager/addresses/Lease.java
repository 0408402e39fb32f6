package io.arapaima.manager.addresses;

import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.reason.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The right to hold virtual addresses, and the hand that holds them. Addresses live in the kernel for one lease from their
 * last renewal on; they are renewed by a fresh word of pulse and by nothing else, on a thread of their own, which no slow
 * pass of the director delays. Without a length they live for ever. Thread-safe.
 *
 * <p>A word is fresh for half a lease from its decision on, which it carries: who was stopped and goes on finds old words
 * waiting for it, and must not believe them, however slowly it reads them and wherever they lay. pulse's clock is this
 * process's clock: both read that of the machine. A word of a time to come was said by another clock, and is not fresh. So
 * an address is gone at most one and a half leases, and what the kernel takes its time, after pulse last decided that this
 * director is active.
 */
public final class Lease {
    /** The kernel looks once a second whether a lifetime is over, and a little later if that suits it (README.md). */
    private static final Duration KERNEL_IS_LATE = Duration.ofMillis(1300);
    /** For one share of a lease a word is fresh. */
    private static final int SHARES = 2;

    private final AddressPlane plane;
    private final Executor renewer;
    private final LongSupplier nanoTime;
    private final Set<VirtualAddress> kept;
    private final Set<VirtualAddress> given = new HashSet<>();
    private final List<VirtualAddress> restored = new ArrayList<>();
    private volatile Runnable wake = () -> {};
    private volatile Term term;
    private Optional<Optional<Duration>> inForce = Optional.empty();
    private long renewedNanos;
    private String failure = "";

    /**
     * What was last said.
     *
     * @param active whether addresses may be held
     * @param length of a lease; empty = for ever
     * @param decidedNanos when that was decided
     */
    private record Term(boolean active, Optional<Duration> length, long decidedNanos) {
        boolean within(int share, long now) {
            long age = now - decidedNanos;
            return active && length.map(l -> age >= 0 && age < l.toNanos() / share).orElse(true);
        }
    }

    /**
     * A lease that nobody has granted yet.
     *
     * @param plane the addresses of this machine
     * @param adopted what an earlier hub held: renewed with the first word, if it still lives
     * @param renewer runs renewals, one after the other
     * @param nanoTime monotonic clock
     */
    public Lease(AddressPlane plane, Collection<VirtualAddress> adopted, Executor renewer, LongSupplier nanoTime) {
        this.plane = plane;
        this.kept = new LinkedHashSet<>(adopted);
        this.renewer = renewer;
        this.nanoTime = nanoTime;
        this.term = new Term(false, Optional.empty(), nanoTime.getAsLong());
    }

    /** What to call, on any thread, when there is news for the director. */
    void onNews(Runnable listener) {
        wake = listener;
    }

    /**
     * Takes a word about the role: active renews, standby gives everything up, both at once.
     *
     * @param length how long addresses may live without another word, whole seconds; zero = for ever
     * @param decidedNanos when it was decided, by the same clock
     * @return false when it is too old to be believed; standby always is believed
     */
    public boolean confirm(Role role, Duration length, long decidedNanos) {
        var said = new Term(role == Role.ACTIVE, length.isPositive() ? Optional.of(length) : Optional.empty(),
                decidedNanos);
        if (role == Role.ACTIVE && !fresh(said)) {
            return false;
        }
        term = said;
        renewer.execute(role == Role.ACTIVE ? this::renew : this::giveUp);
        return true;
    }

    private boolean fresh(Term said) {
        return said.within(SHARES, nanoTime.getAsLong());
    }

    /** Whether addresses may be ours this moment: without that nobody must be told that they are here. */
    boolean valid() {
        return term.within(1, nanoTime.getAsLong());
    }

    /** How long an address of such a lease may live after the last word that it may. */
    public static Duration longestLife(Duration length) {
        return length.plus(length.dividedBy(SHARES)).plus(KERNEL_IS_LATE);
    }

    /** How long an address may outlive the last word; empty = for ever. */
    Optional<Duration> length() {
        return term.length();
    }

    /** Whether the kernel may have taken addresses away because nobody renewed them. */
    synchronized boolean lapsed() {
        return inForce.flatMap(length -> length)
                .filter(length -> nanoTime.getAsLong() - renewedNanos >= length.toNanos()).isPresent();
    }

    private synchronized void renew() {
        boolean late = lapsed();
        boolean same = inForce.equals(Optional.of(term.length()));
        if (!fresh(term) || (same && term.length().isEmpty())) {
            return;
        }
        failure = "";
        try {
            Set<VirtualAddress> there = new HashSet<>(plane.held());
            // What is missing in time was removed by somebody: that is for the director to judge.
            kept.stream().filter(a -> late || there.contains(a)).toList().forEach(a -> renew(a, !there.contains(a)));
        } catch (DataPlaneException e) {
            failure = String.valueOf(e.getMessage());
        }
        inForce = Optional.of(term.length());
        renewedNanos = nanoTime.getAsLong();
        if (!restored.isEmpty()) {
            wake.run();
        }
    }

    private void renew(VirtualAddress address, boolean missing) {
        try {
            put(address);
            if (missing) {
                restored.add(address);
            }
        } catch (DataPlaneException e) {
            failure = String.valueOf(e.getMessage());
        }
    }

    /** Between the question whether we may and the deed this process may have been stopped. */
    private void put(VirtualAddress address) throws DataPlaneException {
        plane.hold(address, term.length());
        if (!valid()) {
            plane.drop(address);
        }
    }

    private synchronized void giveUp() {
        if (term.active()) {
            return; // and taken back meanwhile
        }
        inForce = Optional.empty();
        for (VirtualAddress address : List.copyOf(kept)) {
            try {
                plane.drop(address);
                kept.remove(address);
                given.add(address);
            } catch (DataPlaneException e) {
                // The director tries again, and says so.
            }
        }
    }

    /**
     * Adds an address, to be renewed from now on.
     *
     * @return false when there is no fresh word that allows it
     */
    synchronized boolean hold(VirtualAddress address) throws DataPlaneException {
        if (!fresh(term)) {
            return false;
        }
        if (!inForce.equals(Optional.of(term.length()))) {
            inForce = Optional.of(term.length());
            renewedNanos = nanoTime.getAsLong();
        }
        put(address);
        kept.add(address);
        given.remove(address);
        return true;
    }

    /**
     * Removes an address.
     *
     * @param there what this machine has
     * @return whether it was here until it was given up
     */
    synchronized boolean drop(VirtualAddress address, Collection<VirtualAddress> there) throws DataPlaneException {
        if (there.contains(address)) {
            plane.drop(address);
        }
        kept.remove(address);
        return given.remove(address) || there.contains(address);
    }

    /** Has an address renewed no more that is not in our hand any longer. */
    synchronized void forget(VirtualAddress address) {
        kept.remove(address);
    }

    /** Which addresses had run out and are here again since the last question. */
    synchronized List<VirtualAddress> restored() {
        List<VirtualAddress> copy = List.copyOf(restored);
        restored.clear();
        return copy;
    }

    /** Why renewing failed last; empty when it did not. */
    synchronized String failure() {
        return failure;
    }
}
