package io.arapaima.planner;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.reason.Share;
import io.arapaima.ipc.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything besides the configuration that decides about the table.
 *
 * @param verdicts what nanny thinks, by check
 * @param loads how busy servers said they are
 * @param overrides what operators want, by member
 * @param held what the data plane holds now, by service
 * @param lost services that lacked their quorum when they were last looked at, by name
 * @param undecided checks that do not decide
 * @param damped who failed too often lately, by member
 * @param weights weights on the ramp or moved by load, by member; the configured weight where missing
 */
public record Facts(Map<String, Verdict> verdicts, Loads loads, Map<String, Order> overrides,
        Map<ServiceKey, Table.Entry> held, Set<String> lost, Undecided.Known undecided,
        Map<String, Reason.Flaps> damped,
        Map<String, Weighed> weights) {
    /**
     * With all weights as configured, and nobody held out.
     *
     * @param verdicts what nanny thinks, by check
     * @param overrides what operators want, by member
     * @param held what the data plane holds now, by service
     * @return the facts
     */
    public static Facts of(Map<String, Verdict> verdicts, Map<String, Order> overrides,
            Map<ServiceKey, Table.Entry> held) {
        return of(verdicts, new Loads(), overrides, held, Set.of(), Undecided.Known.NOTHING);
    }

    /**
     * As they come from outside: what follows from them with time, {@link Planning} adds.
     *
     * @param verdicts what nanny thinks, by check
     * @param loads how busy servers said they are
     * @param overrides what operators want, by member
     * @param held what the data plane holds now, by service
     * @param lost services that lacked their quorum when they were last looked at, by name
     * @param undecided checks that do not decide
     * @return the facts
     */
    public static Facts of(Map<String, Verdict> verdicts, Loads loads, Map<String, Order> overrides,
            Map<ServiceKey, Table.Entry> held, Set<String> lost, Undecided.Known undecided) {
        return new Facts(verdicts, loads, overrides, held, lost, undecided, Map.of(), Map.of());
    }

    Facts weighed(Map<String, Weighed> moved) {
        return new Facts(verdicts, loads, overrides, held, lost, undecided, damped, moved);
    }

    Facts damped(Map<String, Reason.Flaps> flapping) {
        return new Facts(verdicts, loads, overrides, held, lost, undecided, flapping, weights);
    }

    /**
     * The same with other wishes of operators.
     *
     * @param wishes by member
     * @return the facts
     */
    public Facts overridden(Map<String, Order> wishes) {
        return new Facts(verdicts, loads, wishes, held, lost, undecided, damped, weights);
    }

    /** Whether checks of this member that have not decided yet should have done so by now. */
    boolean late(Member member) {
        return member.checkIds().stream().filter(id -> !verdicts.containsKey(id)).anyMatch(undecided.late()::contains);
    }

    /** Why it is not known what a member is. */
    Reason unknown(Member member) {
        return undecided.about(member).<Reason>map(i -> new Reason.NotJudged(i.why()))
                .orElseGet(() -> late(member) ? new Reason.NoResultYet() : new Reason.NotCheckedYet());
    }

    Optional<Table.Entry> held(ServiceKey service) {
        return Optional.ofNullable(held.get(service));
    }

    /** What is thought of a member: the worst of its checks. Down beats unknown beats up. */
    Verdict health(Member member) {
        List<Verdict> known = member.checks().stream()
                .map(c -> Quorums.judge(c.id(), c.all(), part -> verdict(c.id(part)))).toList();
        return first(known, Verdict.State.DOWN).or(() -> first(known, Verdict.State.UNKNOWN))
                .orElseGet(known::getFirst);
    }

    /** What is to be said about a member that failed too often lately; empty when it did not. */
    Optional<Reason.Flaps> flaps(Member member) {
        return Optional.ofNullable(damped.get(member.id()));
    }

    /** Whether a member gets connections now. */
    boolean inService(Group group, Member member) {
        return held(group.service().key()).flatMap(e -> e.destination(member.key())).filter(d -> d.weight() > 0)
                .isPresent();
    }

    /** What is thought of the sorry server of a service; empty where it is not checked, or not judged yet. */
    Optional<Verdict> sorry(Group group) {
        return group.sorryCheck().flatMap(c -> Optional.ofNullable(verdicts.get(c.id())));
    }

    private Verdict verdict(String id) {
        return Optional.ofNullable(verdicts.get(id)).orElseGet(
                () -> new Verdict(id, Verdict.State.UNKNOWN, "not checked yet", java.time.Instant.EPOCH));
    }

    private static Optional<Verdict> first(List<Verdict> verdicts, Verdict.State state) {
        return verdicts.stream().filter(v -> v.state() == state).findFirst();
    }

    /** What a member asks for itself, by any of its checks. */
    Share share(Member member) {
        return member.allIds().flatMap(id -> Optional.ofNullable(verdicts.get(id)).stream()).map(Verdict::share)
                .filter(s -> !s.equals(Share.WHOLE)).reduce(Share::and).orElse(Share.WHOLE);
    }

    Weighed weight(Member member) {
        return weights.getOrDefault(member.id(), new Weighed(member.configuredWeight(), Optional.empty()));
    }

    /** How an operator wants it treated. */
    Action action(Member member) {
        return override(member).map(Order::action).orElse(Action.AUTO);
    }

    Optional<Order> override(Member member) {
        return Optional.ofNullable(overrides.get(member.id()));
    }
}
