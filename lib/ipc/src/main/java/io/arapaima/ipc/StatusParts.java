package io.arapaima.ipc;

import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import io.arapaima.ipc.DirectorSnapshot.VirtualServiceStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * A director's status as several messages: a line has a limit, and neither side's memory shall hold the text of a hundred thousand
 * servers at once. The first part has everything but further servers; a service that does not fit goes on in the next part.
 */
public final class StatusParts {
    private StatusParts() {}

    /**
     * Takes a status apart.
     *
     * @param whole the status
     * @return its parts in their order; at least one
     */
    public static List<Message.Status> of(DirectorSnapshot whole) {
        List<DirectorSnapshot> parts = new ArrayList<>();
        List<VirtualServiceStatus> services = new ArrayList<>();
        int room = Message.CheckPlan.PART;
        for (VirtualServiceStatus service : whole.services()) {
            int from = 0;
            do {
                int to = Math.min(service.servers().size(), from + room);
                services.add(with(service, service.servers().subList(from, to)));
                room -= Math.max(1, to - from);
                from = to;
                if (room <= 0) {
                    parts.add(part(whole, services, parts.isEmpty()));
                    services.clear();
                    room = Message.CheckPlan.PART;
                }
            } while (from < service.servers().size());
        }
        if (parts.isEmpty() || !services.isEmpty()) {
            parts.add(part(whole, services, parts.isEmpty()));
        }
        List<Message.Status> messages = new ArrayList<>();
        for (DirectorSnapshot part : parts) {
            messages.add(new Message.Status(part, messages.size() + 1 < parts.size()));
        }
        return messages;
    }

    private static VirtualServiceStatus with(VirtualServiceStatus service, List<RealServerStatus> servers) {
        return new VirtualServiceStatus(service.name(), service.protocol(), service.key(), service.scheduler(),
                service.persistentSeconds(), service.serving(), List.copyOf(servers), service.trouble());
    }

    private static DirectorSnapshot part(DirectorSnapshot whole, List<VirtualServiceStatus> services, boolean first) {
        return new DirectorSnapshot(whole.director(), whole.role(), first ? whole.addresses() : List.of(),
                List.copyOf(services), first ? whole.failovers() : List.of(), first ? whole.troubles() : List.of(),
                whole.lastEvent());
    }

    /**
     * Puts a status together.
     *
     * @param parts all of them in their order
     * @return the status that was taken apart
     */
    public static DirectorSnapshot whole(List<Message.Status> parts) {
        DirectorSnapshot first = parts.getFirst().snapshot();
        List<VirtualServiceStatus> services = new ArrayList<>(first.services());
        parts.stream().skip(1).flatMap(part -> part.snapshot().services().stream())
                .forEach(each -> join(services, each));
        return new DirectorSnapshot(first.director(), first.role(), first.addresses(), List.copyOf(services),
                first.failovers(), first.troubles(), first.lastEvent());
    }

    private static void join(List<VirtualServiceStatus> services, VirtualServiceStatus next) {
        VirtualServiceStatus last = services.isEmpty() ? next : services.getLast();
        boolean goesOn = !services.isEmpty() && with(last, List.of()).equals(with(next, List.of()));
        if (goesOn) {
            List<RealServerStatus> all = new ArrayList<>(last.servers());
            all.addAll(next.servers());
            services.set(services.size() - 1, with(last, all));
        } else {
            services.add(next);
        }
    }
}
