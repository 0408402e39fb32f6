package io.arapaima.ipvs;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes changes in batches. Each change names the wanted state, so one that finds another state than expected is made in its
 * other form, and when replies are lost the table is read back and only what is not in force is sent again, once.
 * One object makes one list of changes.
 */
final class TableWriter {
    /** More gain little: the kernel's own work is what is left (measured, see README.md). */
    private static final int BATCH = 50;
    /** As added, as edited, and as added once more under a writer that works against us. */
    private static final int ROUNDS = 3;

    private final IpvsClient client;
    private final TableReader reader;
    private final Map<Integer, String> reasons = new TreeMap<>();
    private final Set<ServiceKey> refusedServices = new HashSet<>();

    /** A change on its way, with its place among those that were asked for. */
    private record Step(int index, Change change) {}

    TableWriter(IpvsClient client, TableReader reader) {
        this.client = client;
        this.reader = reader;
    }

    List<Refusal> apply(List<Change> changes) throws DataPlaneException {
        List<Change> canonical = changes.stream().map(Canonical::of).toList();
        KernelLimits.problems(reader.last(), canonical)
                .forEach((index, why) -> refuse(index, canonical.get(index), why));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < canonical.size(); i++) {
            if (!reasons.containsKey(i)) {
                steps.add(new Step(i, canonical.get(i)));
            }
        }
        for (int from = 0; from < steps.size(); from += BATCH) {
            batch(steps.subList(from, Math.min(steps.size(), from + BATCH)));
        }
        return reasons.entrySet().stream()
                .map(reason -> new Refusal(changes.get(reason.getKey()), reason.getValue())).toList();
    }

    private void refuse(int index, Change change, String why) {
        reasons.put(index, why);
        if (isAboutService(change)) {
            refusedServices.add(change.service());
        }
    }

    private void batch(List<Step> batch) throws DataPlaneException {
        List<Step> left = batch;
        boolean lost = false;
        for (int round = 1; !left.isEmpty(); round++) {
            try {
                left = send(left, round < ROUNDS);
            } catch (NetlinkException failed) {
                if (lost || !(failed instanceof NetlinkException.Lost)) {
                    throw Cure.unreachable(failed);
                }
                lost = true;
                left = notInForce(left);
            }
        }
    }

    /** Sends once; what shall be sent again in its other form comes back. */
    private List<Step> send(List<Step> steps, boolean again) throws NetlinkException {
        var refusals = client.batch(steps.stream().map(Step::change).toList());
        List<Step> next = new ArrayList<>();
        Set<ServiceKey> services = new HashSet<>();
        refusals.forEach((at, refused) -> {
            Step step = steps.get(at);
            if (isGone(step.change(), refused.errno())) {
                return;
            }
            Optional<Change> other = again ? otherForm(step.change(), refused.errno(), services) : Optional.empty();
            other.ifPresentOrElse(change -> {
                next.add(new Step(step.index(), change));
                if (isAboutService(change)) {
                    services.add(change.service());
                }
            }, () -> refuse(step.index(), step.change(), reason(step.change(), refused)));
        });
        return next;
    }

    private String reason(Change change, NetlinkException.Refused refused) {
        return refused.errno() == Errno.ESRCH && refusedServices.contains(change.service())
                ? Cure.subject(change) + ": its service was refused"
                : Cure.refused(change, refused);
    }

    private static boolean isAboutService(Change change) {
        return switch (change) {
            case Change.AddService _, Change.EditService _, Change.RemoveService _ -> true;
            case Change.AddDestination _, Change.EditDestination _, Change.RemoveDestination _ -> false;
        };
    }

    private static boolean isGone(Change change, Errno why) {
        return switch (change) {
            case Change.RemoveService _, Change.RemoveDestination _ -> why == Errno.ENOENT || why == Errno.ESRCH;
            case Change.AddService _, Change.EditService _, Change.AddDestination _, Change.EditDestination _ -> false;
        };
    }

    /** A destination waits for its service when that one is on its way again. */
    private static Optional<Change> otherForm(Change change, Errno why, Set<ServiceKey> services) {
        return switch (change) {
            case Change.AddService(Service service) when why == Errno.EEXIST ->
                Optional.of(new Change.EditService(service));
            case Change.EditService(Service service) when why == Errno.ESRCH ->
                Optional.of(new Change.AddService(service));
            case Change.AddDestination(ServiceKey key, Destination destination) when why == Errno.EEXIST ->
                Optional.of(new Change.EditDestination(key, destination));
            case Change.AddDestination(ServiceKey key, Destination _) when why == Errno.ESRCH
                    && services.contains(key) ->
                Optional.of(change);
            case Change.EditDestination(ServiceKey key, Destination destination) when why == Errno.ENOENT
                    || (why == Errno.ESRCH && services.contains(key)) ->
                Optional.of(new Change.AddDestination(key, destination));
            case Change.AddService _, Change.EditService _, Change.RemoveService _, Change.AddDestination _, Change.EditDestination _, Change.RemoveDestination _ ->
                Optional.empty();
        };
    }

    /** Reads back; of several changes to one thing only the last counts. */
    private List<Step> notInForce(List<Step> steps) throws DataPlaneException {
        Map<Object, Step> lastWords = new LinkedHashMap<>();
        for (Step step : steps) {
            Object subject = subject(step.change());
            lastWords.remove(subject);
            lastWords.put(subject, step);
        }
        Map<ServiceKey, Table.Entry> now = reader.read().byKey();
        return lastWords.values().stream()
                .filter(step -> !isInForce(step.change(), Optional.ofNullable(now.get(step.change().service()))))
                .toList();
    }

    private static Object subject(Change change) {
        return switch (change) {
            case Change.AddService _, Change.EditService _, Change.RemoveService _ -> change.service();
            case Change.AddDestination(ServiceKey key, Destination added) -> new DestinationId(key, added.key());
            case Change.EditDestination(ServiceKey key, Destination edited) -> new DestinationId(key, edited.key());
            case Change.RemoveDestination(ServiceKey key, DestinationKey leaving) -> new DestinationId(key, leaving);
        };
    }

    private static boolean isInForce(Change change, Optional<Table.Entry> now) {
        return switch (change) {
            case Change.AddService(Service wanted) -> now.map(Table.Entry::service).equals(Optional.of(wanted));
            case Change.EditService(Service wanted) -> now.map(Table.Entry::service).equals(Optional.of(wanted));
            case Change.RemoveService _ -> now.isEmpty();
            case Change.AddDestination(ServiceKey _, Destination wanted) -> holds(now, wanted);
            case Change.EditDestination(ServiceKey _, Destination wanted) -> holds(now, wanted);
            case Change.RemoveDestination(ServiceKey _, DestinationKey leaving) ->
                now.flatMap(entry -> entry.destination(leaving)).isEmpty();
        };
    }

    private static boolean holds(Optional<Table.Entry> now, Destination wanted) {
        return now.flatMap(entry -> entry.destination(wanted.key())).equals(Optional.of(wanted));
    }
}
