package io.arapaima.web.metrics;

import io.arapaima.ipc.TrafficRequest;
import io.arapaima.web.director.LiveState;
import io.arapaima.web.director.View;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The director's state as metrics. Nothing is kept: each scrape projects what was heard last. */
final class DirectorMetrics {
    private static final List<String> ROLES = List.of("active", "standby", "unknown");
    private static final List<String> STATES = List.of("ok", "degraded", "sorry", "down", "starting");

    private DirectorMetrics() {}

    /** Of the director and its services. */
    static MetricSnapshots services(LiveState.Moment moment, LiveState.Link link) {
        var into = new Families();
        View view = moment.view();
        View.DirectorRow director = view.director();
        into.gauge("lvs_build_info", "The hub's version; the value is 1.", Labels.of("version", director.version()), 1);
        into.gauge("lvs_hub_up", "Whether the hub answers the web UI.", Labels.EMPTY, link.connected() ? 1 : 0);
        into.gauge("lvs_hub_seen_timestamp_seconds", "When the hub answered last.", Labels.EMPTY,
                moment.seen().toEpochMilli() / 1000.0);
        ROLES.forEach(role -> into.gauge("lvs_director_role", "1 for the role that this director has.",
                Labels.of("role", role), role.equals(director.role()) ? 1 : 0));
        into.gauge("lvs_config_last_apply_timestamp_seconds", "When the lvs.cf in force was read.", Labels.EMPTY,
                director.loadedAt().toEpochMilli() / 1000.0);
        into.gauge("lvs_check_engine_up", "Whether the check engine talks to the hub.", Labels.EMPTY,
                director.checkEngine() ? 1 : 0);
        into.gauge("lvs_troubles", "What is wrong on the director's own side now.", Labels.EMPTY,
                view.troubles().size());
        Map<String, Long> overrides = view.overridden().stream().collect(Collectors
                .groupingBy(s -> s.override().orElseThrow().action(), TreeMap::new, Collectors.counting()));
        for (String kind : List.of("quiesce", "force-up", "force-down")) {
            into.gauge("lvs_overrides", "Servers that an operator has ordered something about.",
                    Labels.of("kind", kind),
                    overrides.getOrDefault(kind, 0L));
        }
        view.services().forEach(service -> service(into, view, service));
        return into.snapshots();
    }

    private static void service(Families into, View view, View.ServiceRow service) {
        Labels labels = labels(service);
        STATES.forEach(state -> into.gauge("lvs_service_state", "1 for the state that the service has.",
                labels.add("state", state), state.equals(service.state()) ? 1 : 0));
        into.gauge("lvs_service_sorry_active", "Whether the sorry server answers.", labels,
                service.state().equals("sorry") ? 1 : 0);
        List<View.ServerRow> servers = view.servers().stream()
                .filter(s -> s.service().equals(service.id()) && !s.id().endsWith(":~")).toList();
        servers.stream().collect(Collectors.groupingBy(View.ServerRow::state, TreeMap::new, Collectors.counting()))
                .forEach((state, count) -> into.gauge("lvs_service_servers", "Real servers by state.",
                        labels.add("state", state), count));
        into.gauge("lvs_service_open_connections", "Connections now.", labels.add("kind", "active"),
                servers.stream().mapToLong(View.ServerRow::activeConnections).sum());
        into.gauge("lvs_service_open_connections", "Connections now.", labels.add("kind", "inactive"),
                servers.stream().mapToLong(View.ServerRow::inactiveConnections).sum());
    }

    /** As node_exporter names them, so that series can be joined. */
    private static Labels labels(View.ServiceRow service) {
        if (service.protocol().equals("FWM")) {
            return Labels.of("service", service.name(), "proto", "FWM", "local_address", "", "local_port", "",
                    "local_mark", service.address());
        }
        return Labels.of("service", service.name(), "proto", service.protocol(), "local_address",
                host(service.address()), "local_port", port(service.address()), "local_mark", "");
    }

    private static String host(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf(':'))).replaceAll("[\\[\\]]", "");
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    /** What went through the services: the data plane's counters, which begin anew when somebody zeroes them or it is started anew. */
    static MetricSnapshots traffic(View view, TrafficRequest.Traffic traffic) {
        var into = new Families();
        for (TrafficRequest.ServiceTraffic one : traffic.services()) {
            view.services().stream().filter(s -> s.name().equals(one.name())).findFirst()
                    .ifPresent(service -> traffic(into, labels(service), one));
        }
        return into.snapshots();
    }

    private static void traffic(Families into, Labels labels, TrafficRequest.ServiceTraffic one) {
        TrafficRequest.Counters counters = one.counters();
        String help = " through the service; may fall back to zero.";
        into.counter("lvs_service_connections", "Connections" + help, labels, counters.connections());
        into.counter("lvs_service_packets", "Packets" + help, labels.add("direction", "in"), counters.packetsIn());
        into.counter("lvs_service_bytes", "Bytes" + help, labels.add("direction", "in"), counters.bytesIn());
        // Under direct routing and tunnelling answers do not pass the director, and zero would be wrong.
        if (one.destinations().stream().anyMatch(d -> d.forwarding().equals("Masq"))) {
            into.counter("lvs_service_packets", "Packets" + help, labels.add("direction", "out"),
                    counters.packetsOut());
            into.counter("lvs_service_bytes", "Bytes" + help, labels.add("direction", "out"), counters.bytesOut());
        }
    }

    /** Of every real server; large, so at an address of its own. */
    static MetricSnapshots servers(View view) {
        var into = new Families();
        for (View.ServerRow server : view.servers()) {
            Labels labels = Labels.of("server", server.name(), "remote_address", host(server.address()), "remote_port",
                    port(server.address()));
            into.gauge("lvs_server_up", "Whether it is in the table with a weight.", labels,
                    server.inTable() && server.weight() > 0 ? 1 : 0);
            into.gauge("lvs_server_weight", "Its weight in lvs.cf, and in the table.", labels.add("kind", "configured"),
                    server.configuredWeight());
            into.gauge("lvs_server_weight", "Its weight in lvs.cf, and in the table.", labels.add("kind", "effective"),
                    server.weight());
            into.gauge("lvs_server_connections", "Connections now.", labels.add("kind", "active"),
                    server.activeConnections());
            into.gauge("lvs_server_connections", "Connections now.", labels.add("kind", "inactive"),
                    server.inactiveConnections());
            into.gauge("lvs_server_state_timestamp_seconds", "When its state began.", labels,
                    server.since().toEpochMilli() / 1000.0);
        }
        return into.snapshots();
    }
}
