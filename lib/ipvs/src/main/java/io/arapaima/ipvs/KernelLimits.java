package io.arapaima.ipvs;

import io.arapaima.checkspec.AddressText;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Persistence;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceFlag;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.ServiceKey.Family;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Thresholds;
import io.arapaima.dataplane.Tunnel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the kernel refuses without a reason, and what it accepts and then breaks: said before anything is sent. */
final class KernelLimits {
    private static final int MAX_NAME = 15;
    /** The kernel counts in ticks of 32 bits; ipvsadm 1.31 takes 31 days ({@code MAX_TIMEOUT}). */
    private static final Duration MAX_PERSISTENCE = Duration.ofDays(31);
    private static final InetAddress BROADCAST = InetAddress.ofLiteral("255.255.255.255");

    private KernelLimits() {}

    /** The sentences by index of the change; empty when all may be sent. */
    static Map<Integer, String> problems(Table before, List<Change> changes) {
        Map<Integer, String> problems = new TreeMap<>();
        for (int i = 0; i < changes.size(); i++) {
            int index = i;
            problem(changes.get(i)).ifPresent(sentence -> problems.put(index, sentence));
        }
        if (before.entries().stream().anyMatch(entry -> onePacket(entry.service()))
                || changes.stream().anyMatch(KernelLimits::onePacket)) {
            untranslated(before, changes, problems);
        }
        return problems;
    }

    private static Optional<String> problem(Change change) {
        return switch (change) {
            case Change.AddService(Service service) -> service(service);
            case Change.EditService(Service service) -> service(service);
            case Change.AddDestination(ServiceKey key, Destination destination) -> destination(key, destination);
            case Change.EditDestination(ServiceKey key, Destination destination) -> destination(key, destination);
            case Change.RemoveService _, Change.RemoveDestination _ -> Optional.empty();
        };
    }

    private static Optional<String> service(Service service) {
        if (service.scheduler().isEmpty() || service.scheduler().length() > MAX_NAME) {
            return Optional
                    .of(service.key() + ": \"" + service.scheduler() + "\" is no scheduler, their names have 1 to "
                            + MAX_NAME + " letters; name one such as wlc");
        }
        Optional<String> problem = service.persistence().flatMap(p -> persistence(service.key(), p));
        return problem.isPresent() ? problem : switch (service.key()) {
            case ServiceKey.Endpoint at when at.port() == 0 && service.persistence().isEmpty() -> Optional.of(at
                    + ": the kernel refuses each connection to every port of an address unless it is persistent; add"
                    + " persistence, or name a port");
            case ServiceKey.Endpoint at when at.protocol() != Protocol.UDP && onePacket(service) -> Optional
                    .of(at + ": the kernel ignores one-packet scheduling unless the protocol is UDP; leave it out");
            case ServiceKey.Endpoint _, ServiceKey.Mark _ -> Optional.empty();
        };
    }

    private static Optional<String> persistence(ServiceKey key, Persistence persistence) {
        if (persistence.timeout().compareTo(MAX_PERSISTENCE) > 0) {
            return Optional
                    .of(key + ": persistence of " + persistence.timeout().toSeconds() + " s is above the kernel's "
                            + MAX_PERSISTENCE.toSeconds() + " s (31 days); lower it");
        }
        InetAddress mask = persistence.mask();
        Family family = AddressBytes.family(key);
        boolean fits = AddressBytes.family(mask) == family && (family == Family.IPV4 || persistence.equals(
                Persistence.of(persistence.timeout(), Math.max(1, persistence.prefixLength()), Family.IPV6)));
        return fits
                ? Optional.empty()
                : Optional.of(key + ": persistence under " + AddressText.of(mask) + " is not possible; "
                        + (family == Family.IPV4 ? "name an IPv4 mask" : "IPv6 has masks of 1 to 128 leading ones"));
    }

    private static Optional<String> destination(ServiceKey key, Destination destination) {
        return fault(key, destination).map(fault -> destination.key() + " in " + key + ": " + fault);
    }

    private static Optional<String> fault(ServiceKey key, Destination destination) {
        InetAddress address = destination.key().address();
        if (!isUnicast(address)) {
            return Optional.of("no machine has this address, or not on one link only; name a unicast address");
        }
        if (destination.forwarding() != Forwarding.TUNNEL
                && AddressBytes.family(address) != AddressBytes.family(key)) {
            return Optional
                    .of("IPv4 and IPv6 in one service are possible with tunnelling only; use it, or an address of"
                            + " the service's family");
        }
        Tunnel tunnel = destination.tunnel();
        if (tunnel.encapsulation() == Tunnel.Encapsulation.GUE && tunnel.port() == 0) {
            return Optional.of("tunnelling by GUE needs the UDP port that unwraps; name it");
        }
        Thresholds thresholds = destination.thresholds();
        if (thresholds.lower() > thresholds.upper()) {
            return Optional.of("its lower threshold " + thresholds.lower() + " is above the upper one "
                    + thresholds.upper() + "; lower it, or raise the other");
        }
        return Optional.empty();
    }

    private static boolean isUnicast(InetAddress address) {
        boolean onOneLink = address.isLinkLocalAddress() && AddressBytes.family(address) == Family.IPV6;
        return !address.isAnyLocalAddress() && !address.isMulticastAddress() && !onOneLink
                && !address.equals(BROADCAST);
    }

    /** One-packet scheduling never translates a reply: with NAT the clients wait in vain. */
    private static void untranslated(Table before, List<Change> changes, Map<Integer, String> problems) {
        Map<ServiceKey, Table.Entry> had = before.byKey();
        Map<ServiceKey, Table.Entry> after = before.after(changes).byKey();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            Table.Entry entry = after.get(change.service());
            if (entry != null && onePacket(entry.service()) && switch (change) {
                case Change.EditService _ -> Optional.ofNullable(had.get(change.service())).stream()
                        .flatMap(old -> old.destinations().stream())
                        .flatMap(old -> entry.destination(old.key()).stream())
                        .anyMatch(KernelLimits::translated);
                case Change.AddDestination(ServiceKey _, Destination added) -> translated(added);
                case Change.EditDestination(ServiceKey _, Destination edited) -> translated(edited);
                case Change.AddService _, Change.RemoveService _, Change.RemoveDestination _ -> false;
            }) {
                problems.putIfAbsent(i, Cure.subject(change) + ": the kernel translates no replies of one-packet"
                        + " scheduling, so it does not go with NAT; use direct routing or tunnelling, or leave it out");
            }
        }
    }

    private static boolean translated(Destination destination) {
        return destination.forwarding() == Forwarding.MASQUERADE;
    }

    private static boolean onePacket(Service service) {
        return service.flags().contains(ServiceFlag.ONE_PACKET);
    }

    private static boolean onePacket(Change change) {
        return switch (change) {
            case Change.AddService(Service added) -> onePacket(added);
            case Change.EditService(Service edited) -> onePacket(edited);
            case Change.RemoveService _, Change.AddDestination _, Change.EditDestination _, Change.RemoveDestination _ ->
                false;
        };
    }
}
