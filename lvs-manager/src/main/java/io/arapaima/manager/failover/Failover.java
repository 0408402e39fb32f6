package io.arapaima.manager.failover;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.reason.Role;
import io.arapaima.planner.News;
import java.util.List;
import java.util.Optional;

/**
 * All failover services of this director at one moment; {@link FailoverStep} gives the next.
 *
 * @param role of this director; empty while nobody has said it: then nothing is started or stopped
 * @param ready whether its addresses are where they belong, so that a service can bind to them
 * @param services in the order of lvs.cf, those that only have to be stopped last
 * @param losses times in a row that services failed here
 * @param lostAtNanos when they did last
 * @param unfitAtNanos while a service has failed: when the role is to be given up
 */
record Failover(Optional<Role> role, boolean ready, List<FailoverService> services, int losses, long lostAtNanos,
        long unfitAtNanos) {
    Failover {
        services = List.copyOf(services);
    }

    /** What happens to failover services. */
    sealed interface Input {}

    /** lvs.cf was read. */
    record Configured(List<FailoverBlock> blocks) implements Input {}

    /** Time has passed; this is what holds for the director. */
    record Pass(Optional<Role> role, boolean ready) implements Input {}

    /** A command has ended; an empty problem: well. */
    record Ended(String name, String problem) implements Input {}

    /** A check has come to an opinion. */
    record Judged(String name, boolean up, String why) implements Input {}

    /** A check should have decided by now, and has not; why, as far as is known. */
    record Late(String name, String why) implements Input {}

    /** What is to be done. */
    sealed interface Action {}

    /** Run a command, which will end as {@link Ended}. */
    record Run(String name, String keyword, FailoverCommand command) implements Action {}

    /** The command that runs is in the way. */
    record Kill() implements Action {}

    /** Tell what happened. */
    record Tell(News news) implements Action {}

    static Failover begin(List<FailoverService> remembered) {
        return new Failover(Optional.empty(), false, remembered, 0, 0, 0);
    }

    boolean active() {
        return role.filter(Role.ACTIVE::equals).isPresent();
    }

    /** Whether nothing of ours runs here. */
    boolean idle() {
        return services.stream().allMatch(s -> s.phase() == FailoverService.Phase.STOPPED);
    }

    /** What is to be checked now: a standby's services do not run. */
    List<PlannedCheck> checks() {
        return active()
                ? services.stream().filter(s -> s.phase().checked()).flatMap(s -> s.block().stream())
                        .map(FailoverBlock::check).toList()
                : List.of();
    }

    /** Why a partner that is fit should have the role; {@link Reason#NONE} when there is no reason. */
    Reason unfit(long now) {
        return active() && now - unfitAtNanos >= 0
                ? services.stream().filter(s -> !s.failure().isEmpty()).findFirst()
                        .<Reason>map(s -> new HubAlarm.ServiceFailed(s.name(), s.failure())).orElse(Reason.NONE)
                : Reason.NONE;
    }
}
