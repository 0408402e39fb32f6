package io.arapaima.manager.addresses;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.AddressAlarm;
import io.arapaima.ipc.reason.English;
import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Link;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Role;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.planner.News;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.concurrent.Executor;

/**
 * Keeps the virtual addresses where they belong. Only addresses that it added itself are ever removed; which these are is
 * remembered, so that a kill costs nothing: what is still wanted is adopted without a gap, what is not is removed
 * (docs/piranha.md, P23). Before an address is taken the network is asked who has it, unless pulse has given the role and
 * there is a partner. Used by the director's thread.
 */
public final class AddressKeeper {
    /** Links and addresses are looked at so often; a dump of both takes less than a millisecond. */
    public static final Duration LOOK = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final AddressPlane plane;
    private final Lease lease;
    private final Chronicle chronicle;
    private final AddressJudge judge;
    private final Rivals rivals;
    private final Announcements announcements;
    private final Map<VirtualAddress, Standing> standings = new LinkedHashMap<>();
    private final Possessions ours;
    private Duty duty = Duty.begin(Optional.empty(), Instant.EPOCH);
    private AddressPlanner.Wish wish = new AddressPlanner.Wish(List.of(), List.of());
    private Announcements.Rhythm rhythm = new Announcements.Rhythm(1, Duration.ZERO, Duration.ZERO);
    private Map<String, Link> links = Map.of();
    private Runnable wake = () -> {};
    private String broken = "";
    private long lastLookNanos;
    private volatile boolean stale = true;

    /**
     * A keeper.
     *
     * @param plane the addresses of this machine; closed with {@link #leave}
     * @param lease the right to hold them
     * @param chronicle memory
     * @param askers runs questions to the network, each of which blocks for a second
     */
    public AddressKeeper(AddressPlane plane, Lease lease, Chronicle chronicle, Executor askers) {
        this.plane = plane;
        this.lease = lease;
        this.chronicle = chronicle;
        var questions = new Questions(plane, askers, this::news);
        this.rivals = new Rivals(questions, chronicle);
        this.announcements = new Announcements(plane, lease::valid);
        this.ours = new Possessions(plane, lease, chronicle);
        this.judge = new AddressJudge(questions, lease, ours);
    }

    /** What to call, on any thread, when there is something to look at before the second is over. */
    public void onNews(Runnable listener) {
        wake = listener;
        lease.onNews(this::news);
        guarded(() -> plane.watch(this::news));
    }

    private void news() {
        stale = true;
        wake.run();
    }

    /** Takes a configuration and a role: what is not wanted any more leaves now, before its services do. */
    public void configure(LvsConfig config, Duty next) {
        plan(config, next);
        ours.tell();
    }

    /** Takes a role in a hurry: addresses come or go now, and {@link #keep} puts it on the disk and tells it later. */
    public void assume(LvsConfig config, Duty next, boolean served, long nowNanos) {
        plan(config, next);
        enforce(served, nowNanos);
    }

    private void plan(LvsConfig config, Duty next) {
        boolean takeover = next.shared() && next.is(Role.ACTIVE) && !duty.is(Role.ACTIVE);
        duty = next;
        AddressPlanner.Wish planned = AddressPlanner.plan(config);
        if (!planned.warnings().equals(wish.warnings())) {
            planned.warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, "{0}", w));
        }
        stale = true;
        wish = planned;
        rhythm(new Announcements.Rhythm(config.announcements().count(), config.announcements().interval(),
                config.announcements().refresh()));
        Set<VirtualAddress> wanted = new HashSet<>(wanted());
        standings.keySet().stream().filter(a -> !wanted.contains(a)).toList().forEach(this::forget);
        if (takeover) {
            takeOver();
        }
        guarded(this::withdraw);
    }

    /** Without a partner nobody waits, and whoever has the address is no former owner: then the question comes first. */
    private void takeOver() {
        boolean partner = lease.length().isPresent();
        wanted().stream().filter(a -> partner || !ours.has(a)).forEach(a -> standings.put(a, partner
                ? new Standing.Free(Standing.Reason.ROLE)
                : judge.ask(a, Standing.Reason.ROLE)));
    }

    private List<VirtualAddress> wanted() {
        return duty.is(Role.ACTIVE) ? wish.wanted() : List.of();
    }

    /** Removes what is ours and no longer wanted; what cannot be removed is tried again at the next look. */
    private void withdraw() throws DataPlaneException {
        List<VirtualAddress> leaving = ours.beyond(new HashSet<>(wanted()));
        if (duty.said().isPresent() && !leaving.isEmpty()) {
            boolean standby = duty.is(Role.STANDBY);
            drop(leaving, standby, standby ? "standby" : "lvs.cf no longer names it");
            // Another mask or label in the same place: nobody but us had the address a moment ago.
            wanted().stream().filter(a -> leaving.stream().anyMatch(l -> AddressJudge.samePlace(a, l) && !ours.has(l)))
                    .forEach(a -> standings.putIfAbsent(a, new Standing.Free(Standing.Reason.WANTED)));
        }
    }

    private void rhythm(Announcements.Rhythm next) {
        if (!next.equals(rhythm)) {
            rhythm = next;
            standings.keySet().stream().filter(this::present).forEach(a -> announcements.start(a, rhythm));
        }
    }

    /** Has all wanted addresses here, as far as they are free, and once the services behind them are in the table. */
    public void keep(boolean served, long nowNanos) {
        enforce(served, nowNanos);
        ours.tell();
    }

    private void enforce(boolean served, long nowNanos) {
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
        boolean lapsed = lease.lapsed();
        List<VirtualAddress> there = plane.held();
        Map<String, Link> before = links;
        links = new HashMap<>();
        plane.links().forEach(l -> links.put(l.name(), l));
        var seen = new AddressJudge.Seen(there, links, lapsed, now);
        for (VirtualAddress address : wanted()) {
            Standing was = standing(address);
            enter(address, was, judge.next(address, was, seen));
            if (was.present() && present(address) && running(links, address) && !running(before, address)) {
                announcements.start(address, rhythm);
            }
            chronicle.trouble("announcing " + address,
                    alarm(announcements.failure(address), AddressAlarm.AddressNotAnnounced::new));
        }
        lease.restored().forEach(this::restored);
        if (lease.valid()) {
            rivals.look(now);
        }
        chronicle.trouble("lease", lapsed && !wanted().isEmpty()
                ? new AddressAlarm.LeaseLapsed()
                : alarm(lease.failure(), AddressAlarm.LeaseNotRenewed::new));
    }

    /** Another director had the addresses too, and neighbours may believe it: as after a takeover, but nobody waits for it. */
    public void announce() {
        wanted().stream().filter(this::present)
                .forEach(a -> announcements.start(a, rhythm.insisting(formerOwner())));
    }

    private static boolean running(Map<String, Link> links, VirtualAddress address) {
        Link link = links.get(address.device());
        return link != null && link.running();
    }

    private void restored(VirtualAddress address) {
        if (present(address)) {
            announcements.start(address, rhythm);
            chronicle.record(chronicle.state(), List.of(new News(Event.Kind.DRIFT, Standing.subject(address), "",
                    "restored", "its lease had run out before pulse said again that this director is active", "")));
        }
    }

    private void enter(VirtualAddress address, Standing was, Standing is) {
        standings.put(address, is);
        if (is.present() && !was.present()) {
            announcements.start(address, was instanceof Standing.Free(var reason) && reason == Standing.Reason.ROLE
                    ? rhythm.insisting(formerOwner())
                    : rhythm);
        } else if (was.present() && !is.present()) {
            announcements.stop(address);
        }
        switch (is) {
            case Standing.Denied denied -> chronicle.trouble(Standing.subject(address), denied.why());
            case Standing.Held _ -> chronicle.trouble(Standing.subject(address), Reason.NONE);
            case Standing.Foreign _ -> {
                chronicle.trouble(Standing.subject(address), Reason.NONE);
                if (!is.equals(was)) {
                    chronicle.tell(Event.Kind.LIFE, Standing.subject(address), is.words(),
                            "announced, but never removed");
                }
            }
            case Standing.Unseen _, Standing.Asking _, Standing.Free _, Standing.Lapsed _ -> {
                // Not decided yet: what was told about it still holds.
            }
        }
    }

    /** How long the former owner may still answer: until its lease, which is as long as ours, must have ended. */
    private Duration formerOwner() {
        return lease.length().map(Lease::longestLife).orElse(Duration.ZERO);
    }

    private boolean present(VirtualAddress address) {
        return standing(address).present();
    }

    private Standing standing(VirtualAddress address) {
        return standings.getOrDefault(address, new Standing.Unseen());
    }

    /** Adds what is free. That it is ours is on the disk before, unless a lease ends it by itself: a takeover is in a hurry. */
    private void take(long now) {
        Map<VirtualAddress, Standing.Free> free = new LinkedHashMap<>();
        standings.forEach((address, standing) -> {
            if (standing instanceof Standing.Free one) {
                free.put(address, one);
            }
        });
        if (!free.isEmpty()) {
            if (lease.length().isEmpty() && !ours.intend(free.keySet(), this::news)) {
                return;
            }
            free.forEach((address, standing) -> hold(address, standing, now));
        }
    }

    private void hold(VirtualAddress address, Standing.Free was, long now) {
        try {
            if (!ours.hold(address)) {
                return;
            }
            enter(address, was, new Standing.Held(now));
            if (was.reason() == Standing.Reason.ROLE) {
                rivals.suspect(address, formerOwner(), now);
            }
            ours.news(switch (was.reason()) {
                case WANTED -> taken(Event.Kind.ADDRESS_TAKEN, address, "active");
                case ROLE -> taken(Event.Kind.LIFE, address, English.of(duty.why()));
                case LOST -> new News(Event.Kind.DRIFT, Standing.subject(address), "", "restored",
                        "it was gone: removed by somebody else, or its interface was down", "");
            });
        } catch (DataPlaneException e) {
            enter(address, was,
                    new Standing.Denied(new AddressAlarm.AddressRefused(String.valueOf(e.getMessage())),
                            now + Standing.AGAIN.toNanos(), true));
            guarded(() -> ours.refused(address));
        }
    }

    private static News taken(Event.Kind kind, VirtualAddress address, String why) {
        return new News(kind, Standing.subject(address), "", "taken", why, "");
    }

    private void forget(VirtualAddress address) {
        announcements.stop(address);
        chronicle.trouble("announcing " + address, Reason.NONE);
        chronicle.trouble(Standing.subject(address), Reason.NONE);
        rivals.forget(address);
        standings.remove(address);
    }

    private void drop(Collection<VirtualAddress> leaving, boolean all, String why) throws DataPlaneException {
        // One mail about a change of role is enough, and it comes from the new owner.
        Event.Kind kind = duty.shared() && all ? Event.Kind.LIFE : Event.Kind.ADDRESS_RELEASED;
        ours.drop(leaving, kind, why, announcements::stop);
    }

    /** Everything of ours leaves, before the services do. */
    public void leave() {
        announcements.close();
        guarded(() -> drop(ours.beyond(List.of()), true, "lvs-manager stops"));
        ours.tell();
        plane.close();
    }

    /** {@return whether this machine has an address, or it is not ours to have} */
    public boolean here(InetAddress address) {
        return wish.wanted().stream().filter(a -> a.address().equals(address)).allMatch(this::present);
    }

    public AddressReport report() {
        var wanted = new LinkedHashMap<VirtualAddress, Standing>();
        wanted().forEach(a -> wanted.put(a, standing(a)));
        return new AddressReport(wish.wanted(), wanted, links, ours.none(), broken);
    }

    private static Reason alarm(String error, Function<String, Reason> alarm) {
        return error.isEmpty() ? Reason.NONE : alarm.apply(error);
    }

    /** Work that needs the kernel. */
    @FunctionalInterface
    private interface Work {
        void run() throws DataPlaneException;
    }

    private void guarded(Work work) {
        try {
            work.run();
            broken = "";
        } catch (DataPlaneException e) {
            broken = String.valueOf(e.getMessage());
        }
        chronicle.trouble("addresses", alarm(broken, AddressAlarm.AddressesUnreadable::new));
    }
}
