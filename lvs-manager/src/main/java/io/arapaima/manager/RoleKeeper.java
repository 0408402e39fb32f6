package io.arapaima.manager;

import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.DataPlaneKind;
import io.arapaima.config.Edition;
import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Subject;
import io.arapaima.manager.addresses.AddressKeeper;
import io.arapaima.manager.addresses.AddressReport;
import io.arapaima.manager.addresses.Duty;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.HubState;
import io.arapaima.manager.table.Reconciler;
import io.arapaima.planner.News;
import io.arapaima.planner.Shown;
import io.arapaima.planner.Topology;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings the role into force: addresses, the copying of connections, and the news about it; and answers pulse. On the way to
 * active addresses come first, because the table is there already; on the way to standby they leave first. Used by the
 * director's thread.
 */
final class RoleKeeper {
    private final Reconciler reconciler;
    private final Optional<AddressKeeper> addresses;
    private final FailoverKeeper failovers;
    private final Chronicle chronicle;
    private final InstantSource clock;
    private final PulseLine pulse = new PulseLine();
    private Duty duty;
    private Edition file = Edition.UNKNOWN;
    /** Whether lvs.cf names a second director. */
    private boolean paired = true;
    private Topology topology = Topology.EMPTY;
    private boolean configured;
    private boolean listens;
    private Reason checkless = Reason.NONE;

    RoleKeeper(DirectorParts parts) {
        this.reconciler = parts.reconciler();
        this.addresses = parts.addresses();
        this.failovers = parts.failovers();
        this.chronicle = parts.chronicle();
        this.clock = parts.clock();
        this.duty = parts.duty();
        mailFromOne();
    }

    /** Until pulse speaks, who mailed before goes on: the partner relies on it. Without a partner nobody else could. */
    private void mailFromOne() {
        String before = chronicle.state().told(HubState.ROLE).map(Shown::state).orElse("");
        chronicle.mailForPair(
                !duty.shared() || !paired || duty.said().map(Role::word).orElse(before).equals(Role.ACTIVE.word()));
    }

    /** Takes a configuration: addresses that it does not want any more leave now. */
    void configure(Configured now) {
        file = now.edition();
        topology = now.topology();
        if (!configured) {
            configured = true; // another data plane is used from the next start on
            listens = now.config().dataPlane() == DataPlaneKind.RELAY;
        }
        addresses.ifPresent(a -> a.configure(now.config(), duty));
        tune(now.config());
    }

    /** Sets what holds for the data plane as a whole. */
    void tune(LvsConfig config) {
        paired = config.backupActive() && !config.backup().isAnyLocalAddress();
        mailFromOne();
        reconciler.tune(Reconciler.Tuning.of(config, duty.said()));
    }

    /** Has the addresses where they belong; they come only when the services behind them are in the table. */
    void keep(boolean served, long nowNanos) {
        addresses.ifPresent(a -> a.keep(served, nowNanos));
        failovers.pass(duty.said(), report().settled());
    }

    /**
     * What of a table is to be in force in this role. The kernel holds all of it on both directors, because packets come with the address.
     * The relay is a program that listens: on the active director only, and where the address is here already.
     *
     * @param planned the whole table
     * @param actual what is in force
     */
    Table open(Table planned, Table actual) {
        if (!listens) {
            return planned;
        }
        Map<ServiceKey, Table.Entry> found = actual.byKey();
        return new Table(duty.said().map(said -> switch (said) {
            case STANDBY -> List.<Table.Entry>of();
            case ACTIVE -> planned.entries().stream().filter(entry -> here(entry.service().key())).toList();
        }).orElseGet(() -> planned.entries().stream().filter(e -> found.containsKey(e.service().key())).toList()));
    }

    private boolean here(ServiceKey key) {
        return !(key instanceof ServiceKey.Endpoint place) || addresses.map(a -> a.here(place.address())).orElse(true);
    }

    /** {@return whether addresses come before services: nobody can listen where no address is} */
    boolean addressesFirst() {
        return listens;
    }

    /** The role that all of this director is in: a standby whose services still run has not given it up. */
    private Role inForce(Role wanted) {
        return wanted == Role.STANDBY && !failovers.idle() ? Role.ACTIVE : report().inForce(wanted);
    }

    /**
     * Takes a word of pulse; when it changes the role, that is in force at once.
     *
     * @param served whether the services are in the table
     * @return whether a pass has to follow
     */
    boolean confirmed(Input.Confirmed said, LvsConfig config, boolean served, long nowNanos) {
        pulse.heard(said.link());
        boolean believed = said.fresh() || said.role() == Role.STANDBY;
        boolean changes = duty.shared() && believed && !duty.is(said.role());
        if (changes) {
            change(said.role(), said.why(), () -> {
                addresses.ifPresent(a -> a.assume(config, duty, served, nowNanos));
                tune(config);
            });
        }
        return changes || report().waiting();
    }

    private void change(Role role, Reason why, Runnable inForce) {
        Optional<Shown> told = chronicle.state().told(HubState.ROLE);
        String was = told.map(Shown::state).orElse(Role.STANDBY.word());
        boolean adopted = was.equals(role.word());
        duty = duty.became(role, why, told.filter(_ -> adopted).map(Shown::since).orElse(clock.instant()));
        mailFromOne();
        inForce.run();
        if (inForce(role) == role) {
            answer(); // the partner may be waiting for it; the disk comes after
        }
        Event.Kind kind = switch (role) {
            case ACTIVE -> Event.Kind.ROLE_TAKEN;
            case STANDBY -> Event.Kind.ROLE_GIVEN;
        };
        tell(role, new News(adopted ? Event.Kind.LIFE : kind, Subject.ROLE, adopted ? "" : was, role.word(),
                why, role == Role.ACTIVE ? chronicle.state().outOfService(topology) : ""));
    }

    private void tell(Role role, News news) {
        chronicle.record(chronicle.state().withRole(new Shown(role.word(), duty.since())), List.of(news));
    }

    /** Tells the neighbours again where the addresses are. */
    void announce() {
        addresses.ifPresent(AddressKeeper::announce);
    }

    void left(Input.PulseLeft left) {
        pulse.left(left.link());
    }

    /** Says why nobody can check here; {@link Reason#NONE} = checks run, or nobody minds. */
    void checkless(Reason why) {
        checkless = why;
    }

    /** Gives pulse the answers that it is owed, and tells it unasked what has changed. */
    void answer() {
        AddressReport report = report();
        Reason fixed = duty.shared() ? Reason.NONE : new HubAlarm.RoleFixed(duty.word());
        pulse.answer(new HubReport.Fitness(inForce(duty.said().orElse(Role.STANDBY)),
                Stream.of(fixed, reconciler.unreachable(), report.trouble(), failovers.unfit(), checkless)
                        .filter(t -> !t.equals(Reason.NONE)).findFirst()
                        .orElse(Reason.NONE),
                report.linksDown(), file));
    }

    boolean active() {
        return duty.is(Role.ACTIVE);
    }

    AddressReport report() {
        return addresses.map(AddressKeeper::report).orElse(AddressReport.NOTHING);
    }

    DirectorSnapshot.RoleStatus status() {
        return duty.status();
    }

    /** A clean stop gives everything up; whoever starts again is a standby that may become active. */
    void leave() {
        addresses.ifPresent(AddressKeeper::leave);
        failovers.leave();
        if (duty.shared() && duty.is(Role.ACTIVE)) {
            duty = duty.became(Role.STANDBY, Reason.NONE, clock.instant());
            tell(Role.STANDBY, new News(Event.Kind.ROLE_GIVEN, Subject.ROLE, Role.ACTIVE.word(),
                    Role.STANDBY.word(), new RoleReason.ManagerStops(), ""));
        }
    }
}
