package io.arapaima.lvsctl.screen;

import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import io.arapaima.ipc.DirectorSnapshot.VirtualServiceStatus;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Subject;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which servers and services an operator wants to see; all of them where nothing is said. */
public final class Selection {
    @Option(names = "--service", paramLabel = "NAME", split = ",", description = "Only this virtual service, or these.")
    private List<String> services = new ArrayList<>();

    @Option(names = "--server", paramLabel = "NAME", split = ",", description = "Only this real server, or these: SERVER, VIRTUAL/SERVER, or its address.")
    private List<String> servers = new ArrayList<>();

    public boolean isAll() {
        return services.isEmpty() && servers.isEmpty();
    }

    /** {@return the names that are asked for} */
    public List<String> names() {
        List<String> names = new ArrayList<>(services);
        names.addAll(servers);
        return names;
    }

    public boolean wants(VirtualServiceStatus service, RealServerStatus server) {
        return wantsService(service) && (servers.isEmpty() || servers.stream().anyMatch(
                name -> server.name().equals(name) || server.name().endsWith("/" + name)
                        || server.destination().equals(name) || Names.isAt(server, name)));
    }

    public boolean wantsService(VirtualServiceStatus service) {
        return services.isEmpty() || services.stream().anyMatch(name -> Names.isCalled(service, name));
    }

    /** An event about a whole service is one about each of its servers. */
    public boolean wants(Event event) {
        return isAll() || switch (event.about()) {
            case Subject.Service(var name) -> servers.isEmpty() && services.contains(name);
            case Subject.Server(var service, var name) -> (services.isEmpty() || services.contains(service))
                    && (servers.isEmpty() || servers.contains(name) || servers.contains(service + "/" + name)
                            || servers.contains(event.facts().server())
                            || servers.contains(Names.host(event.facts().server())));
            case Subject.Address _, Subject.Role _, Subject.Config _, Subject.Component _ -> false;
        };
    }
}
