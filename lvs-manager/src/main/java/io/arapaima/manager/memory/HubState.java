package io.arapaima.manager.memory;

import io.arapaima.checkspec.AddressText;
import java.util.stream.Stream;
import io.arapaima.ipc.Subject;
import io.arapaima.planner.Member;
import io.arapaima.planner.Group;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import io.arapaima.ipc.Verdict;
import io.arapaima.planner.Order;
import io.arapaima.planner.Shown;
import io.arapaima.planner.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What survives a kill: one record, replaced on disk as a whole, so that what has been noticed and what is still to be
 * told never disagree.
 *
 * @param seq number of the last event
 * @param verdicts last verdict of each check
 * @param overrides what operators want, by member; older programs read this alone
 * @param shown what was last told about each subject, services ({@code web}) and members ({@code web/s1})
 * @param managed services that are ours, as text: they may be removed when lvs.cf no longer names them
 * @param addresses virtual addresses that are ours, or were about to be: these alone may be removed
 * @param outbox events that are still to be put into a mail
 * @param orders the same with who wants it, why and how long, by member
 */
public record HubState(long seq, Map<String, Verdict> verdicts, Map<String, Action> overrides, Map<String, Shown> shown,
        List<String> managed, List<VirtualAddress> addresses, List<Event> outbox, Map<String, Order> orders) {
    /** Subject of the role; no service can have this name. */
    public static final String ROLE = Subject.ROLE.text();
    private static final Set<String> OUT_OF_SERVICE = Set.of(Serving.NOBODY.word(),
            Serving.SORRY_SERVER.word(), Serving.TOO_FEW.word(), Serving.SORRY_FOR_FEW.word(),
            Serving.SORRY_DOWN.word(),
            ServerState.DOWN.word(),
            ServerState.FORCED_DOWN.word(), ServerState.FLAPPING.word());
    private static final int MAX_NAMED = 10;
    public static final HubState EMPTY = new HubState(0, Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of(),
            Map.of());

    public HubState {
        verdicts = Map.copyOf(verdicts);
        overrides = Map.copyOf(overrides);
        shown = Map.copyOf(shown);
        managed = List.copyOf(managed);
        addresses = List.copyOf(addresses);
        outbox = List.copyOf(outbox);
        orders = Map.copyOf(orders);
    }

    public static Map<String, Action> actions(Map<String, Order> orders) {
        return orders.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().action()));
    }

    /** What operators want, as far as it is known: an older program notes no more than the action. */
    public Map<String, Order> inForce() {
        return overrides.entrySet().stream().filter(e -> e.getValue() != Action.AUTO)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                        e -> Optional.ofNullable(orders.get(e.getKey())).filter(o -> o.action() == e.getValue())
                                .orElse(Order.of(e.getValue()))));
    }

    /** The role that was last told under {@link #ROLE}, among what was told about servers and services. */
    public HubState withRole(Shown role) {
        var told = new HashMap<>(shown);
        told.put(ROLE, role);
        return new HubState(seq, verdicts, overrides, told, managed, addresses, outbox, orders);
    }

    /** What was last told to be out of service, services first, as half a sentence; empty when nothing is. */
    public String outOfService(Topology topology) {
        Stream<Subject> services = topology.groups().stream().map(Group::subject);
        Stream<Subject> servers = topology.groups().stream().flatMap(g -> g.members().stream()).map(Member::subject);
        List<String> out = Stream.of(services, servers).flatMap(subjects -> subjects.map(Subject::text)
                .flatMap(text -> told(text).filter(s -> OUT_OF_SERVICE.contains(s.state()))
                        .map(s -> text + " " + s.state()).stream())
                .sorted()).toList();
        String named = String.join(", ", out.subList(0, Math.min(out.size(), MAX_NAMED)));
        int more = out.size() - MAX_NAMED;
        return out.isEmpty() ? "" : "not well now: " + named + (more > 0 ? " and " + more + " more" : "");
    }

    /** The same as this build writes addresses: those of before, in identities, were not shortened. */
    HubState withCanonicalAddresses() {
        Map<String, Verdict> byCheck = new HashMap<>();
        verdicts.forEach(
                (check, v) -> byCheck.put(AddressText.shortened(check), new Verdict(AddressText.shortened(v.check()),
                        v.state(), v.why(), v.since(), v.share(), v.inconclusive())));
        return new HubState(seq, byCheck, overrides, shown, managed.stream().map(AddressText::shortened).toList(),
                addresses, outbox, orders);
    }

    public Optional<Shown> told(String subject) {
        return Optional.ofNullable(shown.get(subject));
    }

    HubState withOutbox(List<Event> events) {
        return new HubState(seq, verdicts, overrides, shown, managed, addresses, events, orders);
    }

    public HubState withAddresses(List<VirtualAddress> owned) {
        return new HubState(seq, verdicts, overrides, shown, managed, owned, outbox, orders);
    }

    /** The verdicts that still hold for a table that was found: what is in it, and what was known to be down. */
    public List<Verdict> stillHolding(Topology topology, Map<ServiceKey, Table.Entry> found) {
        List<Verdict> known = new ArrayList<>();
        for (Group group : topology.groups()) {
            Optional<Table.Entry> entry = Optional.ofNullable(found.get(group.service().key()));
            for (Member member : group.members()) {
                boolean held = entry.flatMap(e -> e.destination(member.key())).isPresent();
                member.allIds().map(id -> Optional.ofNullable(verdicts.get(id))).flatMap(Optional::stream)
                        .filter(v -> held || v.state() == Verdict.State.DOWN).forEach(known::add);
            }
        }
        return known;
    }
}
