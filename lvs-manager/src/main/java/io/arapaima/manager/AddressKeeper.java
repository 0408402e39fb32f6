package io.arapaima.manager;

import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Link;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the virtual addresses where they belong. Only addresses that it added itself are ever removed; which these are is
 * remembered before the kernel is asked, so that a kill costs nothing: what is still wanted is adopted without a gap, what is
 * not is removed (P23). Before an address is taken the network is asked who has it. Used by the director's thread.
 */
final class AddressKeeper {
    /** Links and addresses are looked at so often; a dump of both takes less than a millisecond. */
    static final Duration LOOK = Duration.ofSeconds(1);
    /** What was refused or occupied is tried again after this time, and a lost address is restored no oftener. */
    static final Duration AGAIN = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String SUBJECT = "address ";
    private static final System.Logger LOG = System.getLogger("lvs");

    private final AddressPlane plane;
    private final Role role;
    private final Chronicle chronicle;
    private final Executor askers;
    private final Announcements announcements;
    private final Map<VirtualAddress, Standing> standings = new LinkedHashMap<>();
    private final Set<VirtualAddress> ours;
    private AddressPlanner.Wish wish = new AddressPlanner.Wish(List.of(), List.of());
    private Announcements.Rhythm rhythm = new Announcements.Rhythm(1, Duration.ZERO, Duration.ZERO);
    private Map<String, Link> links = Map.of();
    private Runnable wake = () -> {};
    private long lastLookNanos;
    private volatile boolean stale = true;

    /**
     * A keeper.
     *
     * @param plane the addresses of this machine; closed with {@link #leave}
     * @param role standby wants no address
     * @param chronicle memory
     * @param askers runs questions to the network, each of which blocks for a second
     */
    AddressKeeper(AddressPlane plane, Role role, Chronicle chronicle, Executor askers) {
        this.plane = plane;
        this.role = role;
        this.chronicle = chronicle;
        this.askers = askers;
        this.announcements = new Announcements(plane);
        this.ours = new LinkedHashSet<>(chronicle.state().addresses());
    }

    /** What to call, on any thread, when an answer has come. */
    void onAnswer(Runnable listener) {
        wake = listener;
    }

    /** Takes a configuration: what it does not want any more leaves now, before its services do. */
    void configure(LvsConfig config) {
        AddressPlanner.Wish next = AddressPlanner.plan(config, role);
        if (!next.warnings().equals(wish.warnings())) {
            next.warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, "{0}", w));
        }
        stale = true;
        wish = next;
        rhythm(new Announcements.Rhythm(config.announceCount(), config.announceInterval(), config.announceRefresh()));
        Set<VirtualAddress> wanted = new HashSet<>(wish.wanted());
        standings.keySet().stream().filter(a -> !wanted.contains(a)).toList().forEach(this::forget);
        guarded(this::withdraw);
    }

    /** Removes what is ours and no longer wanted; what cannot be removed is tried again at the next look. */
    private void withdraw() throws DataPlaneException {
        Set<VirtualAddress> wanted = new HashSet<>(wish.wanted());
        List<VirtualAddress> leaving = ours.stream().filter(a -> !wanted.contains(a)).toList();
        if (!leaving.isEmpty()) {
            drop(leaving, role == Role.STANDBY ? "standby" : "lvs.cf no longer names it");
            // Another mask or label in the same place: nobody but us had the address a moment ago.
            wish.wanted().stream().filter(a -> leaving.stream().anyMatch(l -> samePlace(a, l) && !ours.contains(l)))
                    .forEach(a -> standings.putIfAbsent(a, new Standing.Free(false)));
        }
    }

    private void rhythm(Announcements.Rhythm next) {
        if (!next.equals(rhythm)) {
            rhythm = next;
            standings.keySet().stream().filter(this::present).forEach(a -> announcements.start(a, rhythm));
        }
    }

    /** Has all wanted addresses here, as far as they are free, and once the services behind them are in the table. */
    void keep(boolean served, long nowNanos) {
        if (stale || nowNanos - lastLookNanos >= LOOK.toNanos()) {
            stale = false;
            lastLookNanos = nowNanos;
            guarded(() -> look(nowNanos));
        }
        if (served) {
            take(nowNanos);
        }
    }

    private void look(long now) throws DataPlaneException {
        withdraw();
        List<VirtualAddress> there = plane.held();
        Map<String, Link> before = links;
        links = new HashMap<>();
        plane.links().forEach(l -> links.put(l.name(), l));
        for (VirtualAddress address : wish.wanted()) {
            Standing was = standings.get(address);
            enter(address, was, next(address, was, there, now));
            if (present(address) && was != null && running(links, address) && !running(before, address)) {
                announcements.start(address, rhythm);
            }
            chronicle.trouble("announcing " + address, announcements.failure(address));
        }
    }

    private static boolean running(Map<String, Link> links, VirtualAddress address) {
        Link link = links.get(address.device());
        return link != null && link.running();
    }

    private Standing next(VirtualAddress address, @Nullable Standing was, List<VirtualAddress> there, long now) {
        if (ours.contains(address) && there.contains(address)) {
            return was instanceof Standing.Held ? was : new Standing.Held(now);
        }
        if (there.stream().anyMatch(t -> samePlace(t, address) && !ours.contains(t))) {
            return new Standing.Foreign();
        }
        return switch (was) {
            case null -> ask(address, false);
            case Standing.Foreign _ -> ask(address, false);
            case Standing.Held(long since) -> down(address) || now - since < AGAIN.toNanos() ? was : ask(address, true);
            case Standing.Asking(var answer, var lost) -> answer.isDone() ? judge(answer.resultNow(), lost, now) : was;
            case Standing.Free _ -> was;
            case Standing.Denied(_, long again) -> now - again < 0 ? was : ask(address, false);
        };
    }

    /** The kernel takes IPv6 addresses away with their link, and would do it again. */
    private boolean down(VirtualAddress address) {
        Link link = links.get(address.device());
        return link != null && !link.up();
    }

    private Standing ask(VirtualAddress address, boolean lost) {
        var answer = CompletableFuture.supplyAsync(() -> occupant(address), askers);
        var _ = answer.thenRun(() -> {
            stale = true;
            wake.run();
        });
        return new Standing.Asking(answer, lost);
    }

    private Standing.Answer occupant(VirtualAddress address) {
        try {
            return new Standing.Answer(plane.occupant(address, PATIENCE), "");
        } catch (DataPlaneException | RuntimeException e) {
            return new Standing.Answer(Optional.empty(), address + ": " + e.getMessage());
        }
    }

    /** Who cannot ask takes the address all the same: clients without an answer are the greater harm. */
    private static Standing judge(Standing.Answer answer, boolean lost, long now) {
        if (!answer.failure().isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "cannot ask whether another machine has {0}", answer.failure());
        }
        return answer.occupant().<Standing>map(mac -> new Standing.Denied("answered by " + mac
                + ", so it is not taken; remove it from that machine or from lvs.cf; asked again every "
                + AGAIN.toSeconds() + " s", now + AGAIN.toNanos())).orElseGet(() -> new Standing.Free(lost));
    }

    private void enter(VirtualAddress address, @Nullable Standing was, Standing is) {
        boolean before = present(address);
        standings.put(address, is);
        boolean now = present(address);
        if (now && !before) {
            announcements.start(address, rhythm);
        } else if (before && !now) {
            announcements.stop(address);
        }
        switch (is) {
            case Standing.Denied denied -> chronicle.trouble(SUBJECT + address, denied.why());
            case Standing.Held _ -> chronicle.trouble(SUBJECT + address, "");
            case Standing.Foreign _ -> {
                chronicle.trouble(SUBJECT + address, "");
                if (!is.equals(was)) {
                    chronicle.tell(Event.Kind.LIFE, SUBJECT + address, is.words(), "announced, but never removed");
                }
            }
            case Standing.Asking _,Standing.Free _ -> {
                // Not decided yet: what was told about it still holds.
            }
        }
    }

    private boolean present(VirtualAddress address) {
        return switch (standings.get(address)) {
            case null -> false;
            case Standing.Held _,Standing.Foreign _ -> true;
            case Standing.Asking _,Standing.Free _,Standing.Denied _ -> false;
        };
    }

    /** Adds what is free; that it is ours is on the disk before. */
    private void take(long now) {
        Map<VirtualAddress, Standing.Free> free = new LinkedHashMap<>();
        standings.forEach((address, standing) -> {
            if (standing instanceof Standing.Free one) {
                free.put(address, one);
            }
        });
        if (!free.isEmpty()) {
            ours.addAll(free.keySet());
            remember(List.of());
            var news = new ArrayList<Observer.News>();
            free.forEach((address, standing) -> hold(address, standing, now).ifPresent(news::add));
            remember(news);
        }
    }

    private Optional<Observer.News> hold(VirtualAddress address, Standing.Free was, long now) {
        try {
            plane.hold(address, Optional.empty());
            enter(address, was, new Standing.Held(now));
            return Optional.of(was.lost()
                    ? new Observer.News(Event.Kind.DRIFT, SUBJECT + address, "", "restored",
                            "it was gone: removed by somebody else, or its interface was down", "")
                    : new Observer.News(Event.Kind.ADDRESS_TAKEN, SUBJECT + address, "", "taken", role.word(), ""));
        } catch (DataPlaneException e) {
            enter(address, was, new Standing.Denied(String.valueOf(e.getMessage()), now + AGAIN.toNanos()));
            guarded(() -> {
                if (!plane.held().contains(address)) {
                    ours.remove(address);
                }
            });
            return Optional.empty();
        }
    }

    private void forget(VirtualAddress address) {
        announcements.stop(address);
        chronicle.trouble("announcing " + address, "");
        chronicle.trouble(SUBJECT + address, "");
        standings.remove(address);
    }

    private void drop(Collection<VirtualAddress> leaving, String why) throws DataPlaneException {
        List<VirtualAddress> there = plane.held();
        var news = new ArrayList<Observer.News>();
        for (VirtualAddress address : leaving) {
            announcements.stop(address);
            try {
                if (there.contains(address)) {
                    plane.drop(address);
                    news.add(new Observer.News(Event.Kind.ADDRESS_RELEASED, SUBJECT + address, "", "released", why,
                            ""));
                }
                ours.remove(address);
                chronicle.trouble(SUBJECT + address, "");
            } catch (DataPlaneException e) {
                chronicle.trouble(SUBJECT + address, "cannot be removed: " + e.getMessage());
            }
        }
        remember(news);
    }

    private void remember(List<Observer.News> news) {
        chronicle.record(chronicle.state().withAddresses(List.copyOf(ours)), news);
    }

    private static boolean samePlace(VirtualAddress one, VirtualAddress other) {
        return one.address().equals(other.address()) && one.device().equals(other.device());
    }

    /** Everything of ours leaves, before the services do. */
    void leave() {
        announcements.close();
        guarded(() -> drop(List.copyOf(ours), "lvs-manager stops"));
        plane.close();
    }

    List<DirectorSnapshot.AddressStatus> status() {
        return wish.wanted().stream().map(address -> {
            Standing standing = standings.get(address);
            String[] words = address.toString().split(" on ", 2);
            return new DirectorSnapshot.AddressStatus(words[0], words[1],
                    standing == null ? "not looked at yet" : standing.words());
        }).toList();
    }

    /** Work that needs the kernel. */
    @FunctionalInterface
    private interface Work {
        void run() throws DataPlaneException;
    }

    private void guarded(Work work) {
        try {
            work.run();
            chronicle.trouble("addresses", "");
        } catch (DataPlaneException e) {
            chronicle.trouble("addresses", String.valueOf(e.getMessage()));
        }
    }
}
