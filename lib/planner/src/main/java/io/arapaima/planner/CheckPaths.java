package io.arapaima.planner;

import io.arapaima.checkspec.AddressText;
import io.arapaima.config.CheckPath;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceFlag;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Thresholds;
import io.arapaima.dataplane.Tunnel;
import io.arapaima.ipc.PlannedCheck;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How checks go through a virtual address to one real server ({@code check_path = vip}): for each way to a server a private
 * service with a firewall mark that only nanny's sockets carry, and with this one destination. Pure; a server has the same
 * mark after a restart and, as long as their number stays about the same, whoever comes and goes beside it.
 *
 * @param throughs how nanny goes each way
 * @param entries the private services, one destination each, whatever its checks say
 */
public record CheckPaths(Map<Way, PlannedCheck.Through> throughs, List<Table.Entry> entries) {
    /** "LV": far from the small numbers that people give, and from the single bits that other programs use. */
    private static final long FIRST_MARK = 0x4C56_0000L;
    private static final int FEWEST_SLOTS = 64;

    /**
     * Everything that decides how a packet of a virtual address reaches a server. Virtual services share it.
     *
     * @param family of the packets
     * @param server address of the real server
     * @param forwarding how they are forwarded
     * @param tunnel what they are wrapped in
     */
    record Way(ServiceKey.Family family, InetAddress server, Forwarding forwarding, Tunnel tunnel) {
        static Way of(Member member, InetAddress virtual) {
            Destination configured = member.configured();
            return new Way(virtual instanceof Inet6Address ? ServiceKey.Family.IPV6 : ServiceKey.Family.IPV4,
                    configured.key().address(), configured.forwarding(), configured.tunnel());
        }
    }

    /** Keeps copies, in their order. */
    public CheckPaths {
        throughs = Collections.unmodifiableMap(new LinkedHashMap<>(throughs));
        entries = List.copyOf(entries);
    }

    static CheckPaths of(List<Group> groups) {
        Set<Way> ways = new LinkedHashSet<>();
        groups.forEach(group -> group.members().forEach(member -> member.sources().stream()
                .filter(CheckPaths::wanted).forEach(s -> ways.add(Way.of(member, s.virtual().address())))));
        Set<Integer> taken = groups.stream().map(g -> g.service().key()).filter(ServiceKey.Mark.class::isInstance)
                .map(key -> Math.clamp(((ServiceKey.Mark) key).mark() - FIRST_MARK, -1, Integer.MAX_VALUE))
                .collect(Collectors.toSet());
        int slots = Math.max(FEWEST_SLOTS, 2 * Integer.highestOneBit(ways.size() + taken.size()));
        Map<Way, PlannedCheck.Through> throughs = new LinkedHashMap<>();
        for (Way way : ways) {
            int slot = Math.floorMod(way.toString().hashCode(), slots);
            while (!taken.add(slot)) {
                slot = (slot + 1) % slots;
            }
            throughs.put(way, new PlannedCheck.Through(way.server().getHostAddress(), FIRST_MARK + slot, slot, slots));
        }
        return new CheckPaths(throughs,
                throughs.entrySet().stream().map(e -> entry(e.getKey(), e.getValue())).toList());
    }

    private static boolean wanted(Source source) {
        return source.virtual().check(source.server()).path() == CheckPath.VIP;
    }

    /** How nanny asks about one server block; empty = at the server's own address. */
    Optional<PlannedCheck.Through> through(Member member, Source source) {
        return wanted(source)
                ? Optional.ofNullable(throughs.get(Way.of(member, source.virtual().address())))
                : Optional.empty();
    }

    /**
     * Where a member's checks ask, for people.
     *
     * @param member whose
     * @return for example {@code through 10.0.0.9, firewall mark 0x4c560001}; empty = at its own address
     */
    public String words(Member member) {
        Map<InetAddress, String> words = new LinkedHashMap<>();
        member.sources().forEach(source -> through(member, source).ifPresent(through -> words.put(
                source.virtual().address(), "through " + AddressText.of(source.virtual().address())
                        + ", firewall mark 0x" + Long.toHexString(through.mark()))));
        return String.join("; ", words.values());
    }

    /** One-packet scheduling counts for UDP, where the kernel would otherwise remember a source port for minutes. */
    private static Table.Entry entry(Way way, PlannedCheck.Through through) {
        var service = new Service(new ServiceKey.Mark(through.mark(), way.family()), "rr",
                Set.of(ServiceFlag.ONE_PACKET), Optional.empty(), Optional.empty());
        return new Table.Entry(service, List.of(new Destination(new DestinationKey(way.server(), 0),
                way.forwarding(), 1, way.tunnel(), Thresholds.NONE)));
    }
}
