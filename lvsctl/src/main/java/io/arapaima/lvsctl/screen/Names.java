package io.arapaima.lvsctl.screen;

import io.arapaima.config.Nearest;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import io.arapaima.ipc.DirectorSnapshot.VirtualServiceStatus;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an operator means by a name: a server, a service, or a host that serves in several of them. Pure. */
public final class Names {
    private static final int MOST_SUGGESTED = 3;

    private final DirectorSnapshot snapshot;

    public Names(DirectorSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * The servers of this name: {@code web/s1}, or {@code s1} wherever it stands; all of a service; all with an address, with or
     * without a port.
     */
    public List<RealServerStatus> servers(String name) {
        List<RealServerStatus> exact = all().filter(s -> s.name().equals(name)).toList();
        List<RealServerStatus> ofService = snapshot.services().stream().filter(s -> isCalled(s, name))
                .flatMap(s -> s.servers().stream()).toList();
        if (!exact.isEmpty() || !ofService.isEmpty()) {
            return exact.isEmpty() ? ofService : exact;
        }
        return all().filter(s -> s.name().endsWith("/" + name) || s.destination().equals(name)
                || isAt(s, name)).toList();
    }

    /** Whether this is its address, however somebody writes it. */
    public static boolean isAt(RealServerStatus server, String address) {
        String host = host(server.destination());
        return host.equals(address) || (address.contains(":")
                && literal(address).filter(a -> literal(host).filter(a::equals).isPresent()).isPresent());
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Stream<RealServerStatus> all() {
        return snapshot.services().stream().flatMap(s -> s.servers().stream());
    }

    public static boolean isCalled(VirtualServiceStatus service, String name) {
        return service.name().equals(name) || List.of(service.name().split("\\+")).contains(name);
    }

    /** {@code 10.0.0.1} of {@code 10.0.0.1:80}, {@code 2001:db8::1} of {@code [2001:db8::1]:80}. */
    public static String host(String destination) {
        int colon = destination.lastIndexOf(':');
        String host = colon < 0 ? destination : destination.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** {@return the one server of this name; empty when there is none, or several that are not one} */
    public Optional<RealServerStatus> one(String name) {
        List<RealServerStatus> found = servers(name);
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** {@return a sentence that leads on from a name that nothing has} */
    public String unknown(String name) {
        Set<String> known = new LinkedHashSet<>();
        snapshot.services().forEach(service -> {
            known.add(service.name());
            service.servers().forEach(server -> known.add(server.name()));
        });
        snapshot.failovers().forEach(service -> known.add(service.name()));
        return "nothing has the name " + name + hint(name, known)
                + "; lvsctl status shows all servers and services";
    }

    /** {@return the servers that a name could stand for, as half a sentence} */
    public static String several(List<RealServerStatus> servers) {
        List<String> names = servers.stream().map(RealServerStatus::name).limit(MOST_SUGGESTED).toList();
        int more = servers.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }

    /** {@return the nearest words as a question; empty when none is near} */
    public static String hint(String word, Set<String> known) {
        // Whoever leaves out the service means a server.
        List<String> near = new ArrayList<>(Nearest.of(word, known, MOST_SUGGESTED));
        if (near.isEmpty()) {
            return "";
        }
        String last = near.removeLast();
        return "; did you mean " + (near.isEmpty() ? "" : String.join(", ", near) + " or ") + last + "?";
    }
}
