package io.arapaima.web.director;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the API shows of the director at one moment, in the contract's words. It is a projection: the daemons' messages may change
 * under it without a change of the contract.
 *
 * @param director the hub and its helpers
 * @param services virtual services in the order of lvs.cf
 * @param servers real servers of all services, in their order
 * @param failovers failover services
 * @param addresses virtual addresses
 * @param troubles what is wrong now, one sentence each
 */
public record View(DirectorRow director, List<ServiceRow> services, List<ServerRow> servers,
        List<FailoverRow> failovers, List<AddressRow> addresses, List<String> troubles) {
    /**
     * The hub and its helpers.
     *
     * @param version of the hub
     * @param startedAt when it started
     * @param configFile the lvs.cf in force
     * @param loadedAt when it was read
     * @param dataPlane {@code relay}, {@code ipvs} or {@code none}
     * @param checkEngine whether nanny is there; without it the last verdicts hold
     * @param checks how many it runs
     * @param mailsWaiting mails that no mail server has taken yet
     * @param role {@code active}, {@code standby} or {@code unknown}
     * @param roleSince since when
     * @param roleCause why, one sentence
     * @param roleCauseJa the same in Japanese
     */
    public record DirectorRow(String version, Instant startedAt, String configFile, Instant loadedAt, String dataPlane,
            boolean checkEngine, int checks, int mailsWaiting, String role, Instant roleSince, String roleCause,
            String roleCauseJa) {}

    /**
     * A virtual service.
     *
     * @param id for addresses
     * @param name name in lvs.cf; several joined by {@code +} when they share a firewall mark
     * @param state {@code ok}, {@code degraded}, {@code sorry}, {@code down} or {@code starting}
     * @param serving who answers, in words
     * @param protocol {@code TCP}, {@code UDP}, {@code SCTP} or {@code FWM}
     * @param address address and port, or the mark
     * @param scheduler the kernel's name
     * @param persistentSeconds 0 = no persistence
     * @param servers how many real servers it has
     * @param inService how many of them have a weight in the table
     */
    public record ServiceRow(String id, String name, String state, String serving, String protocol, String address,
            String scheduler, long persistentSeconds, int servers, int inService) {}

    /**
     * A real server.
     *
     * @param id for addresses
     * @param service id of its service
     * @param name {@code virtual/server}
     * @param address and port
     * @param forwarding {@code masquerade}, {@code direct}, {@code tunnel} or {@code local}
     * @param state a word of the contract
     * @param why why it has this weight, one line
     * @param whyJa the same in Japanese; what a check or a person said stays as it was said
     * @param since when the state began
     * @param configuredWeight weight in lvs.cf
     * @param weight weight in the table; 0 when it is not there
     * @param inTable whether the data plane holds it
     * @param activeConnections established connections
     * @param inactiveConnections other connections
     * @param load last load reading; empty = there is none
     * @param notJudged why its checks cannot decide; empty = they can
     * @param override what an operator has ordered; empty = nothing
     */
    public record ServerRow(String id, String service, String name, String address, String forwarding, String state,
            String why, String whyJa, Instant since, int configuredWeight, int weight, boolean inTable,
            long activeConnections,
            long inactiveConnections, OptionalDouble load, Optional<NotJudged> notJudged,
            Optional<Order> override) {}

    /**
     * A check that cannot decide; what was decided before holds.
     *
     * @param why what is in the way on this side
     * @param since when that began
     */
    public record NotJudged(String why, Instant since) {}

    /**
     * What an operator has ordered.
     *
     * @param action {@code quiesce}, {@code force-up} or {@code force-down}
     * @param by who
     * @param reason why; may be empty
     * @param until when it ends by itself; empty = it does not
     */
    public record Order(String action, String by, String reason, Optional<Instant> until) {}

    /**
     * A failover service.
     *
     * @param name name in lvs.cf
     * @param checked where it is checked
     * @param state a word
     * @param why the last word about that
     * @param since when the state began
     */
    public record FailoverRow(String name, String checked, String state, String why, Instant since) {}

    /**
     * A virtual address.
     *
     * @param address with prefix length
     * @param device interface
     * @param state {@code held}, or why not
     */
    public record AddressRow(String address, String device, String state) {}

    /**
     * The same with the rows of an earlier view where they say the same: of a thousand servers a few change at a time, and the views of the
     * last moments all stay in memory.
     *
     * @param before the view before this one
     * @return equal to this one
     */
    View sharing(View before) {
        return new View(director, shared(services, before.services), shared(servers, before.servers), failovers,
                addresses, troubles);
    }

    private static <T> List<T> shared(List<T> now, List<T> before) {
        Map<T, T> known = new HashMap<>();
        before.forEach(row -> known.put(row, row));
        return now.stream().map(row -> known.getOrDefault(row, row)).toList();
    }

    /** {@return a service by id} */
    public Optional<ServiceRow> service(String id) {
        return services.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** {@return a server by id} */
    public Optional<ServerRow> server(String id) {
        return servers.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** {@return servers that an operator has ordered something about} */
    public List<ServerRow> overridden() {
        return servers.stream().filter(s -> s.override().isPresent()).toList();
    }
}
