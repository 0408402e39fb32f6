package io.arapaima.manager;

import io.arapaima.planner.News;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Subject;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.table.Reconciler;
import io.arapaima.planner.Plan;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Brings a plan into the data plane and the addresses to this machine or away from it, in the role's order. For the director's thread. */
final class Enforcement {
    private final Reconciler reconciler;
    private final Chronicle chronicle;
    private final LongSupplier nanoTime;
    private final RoleKeeper role;
    private final CurrentConfig current;

    Enforcement(DirectorParts parts, RoleKeeper role, CurrentConfig current) {
        this.reconciler = parts.reconciler();
        this.chronicle = parts.chronicle();
        this.nanoTime = parts.nanoTime();
        this.role = role;
        this.current = current;
    }

    /** Reads what is there before anything was planned. */
    void find() {
        tellTrouble("data plane", reconciler.refresh(_ -> true, nanoTime.getAsLong()).trouble());
    }

    /** Reads the table again when it is time; what somebody else did to it is told. */
    void look() {
        Reconciler.Outcome read = reconciler.refresh(current::ours, nanoTime.getAsLong());
        if (!read.drift().isEmpty()) {
            chronicle.tell(new News(Event.Kind.DRIFT, new Subject.Component("table"), "", "repaired",
                    new HubAlarm.TableChanged(read.drift()), ""));
        }
    }

    void enforce(Plan plan) {
        long now = nanoTime.getAsLong();
        current.planned(plan);
        if (role.addressesFirst()) {
            role.keep(reconciler.reachable(), now);
        }
        Table open = role.open(plan.table(), reconciler.actual());
        tellTrouble("data plane", reconciler.apply(open, current::ours, now).trouble());
        tellTrouble("data plane's settings", reconciler.untuned().map(HubAlarm.SettingsRefused::new));
        if (!role.addressesFirst()) {
            role.keep(reconciler.reachable(), now);
        }
    }

    /** Takes services away; addresses have left before. */
    void clear() {
        reconciler.apply(Table.EMPTY, current::ours, nanoTime.getAsLong());
        reconciler.tune(Reconciler.Tuning.NONE);
    }

    private void tellTrouble(String subject, Optional<? extends Reason> trouble) {
        chronicle.trouble(subject, trouble.<Reason>map(why -> why).orElse(Reason.NONE));
    }
}
