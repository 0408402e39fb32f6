package io.arapaima.web.api;

import io.arapaima.ipc.TrafficRequest;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.metrics.Metrics;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What Prometheus scrapes, with a viewer's token. */
final class MetricsRoutes {
    private final Context context;
    private final Metrics metrics;

    MetricsRoutes(Context context, Metrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/metrics", PeerRole.VIEWER,
                        call -> page(metrics.services(accept(call), traffic(call)))),
                Route.of("GET", "/metrics/servers", PeerRole.VIEWER, call -> page(metrics.servers(accept(call)))));
    }

    private static Optional<String> accept(Call call) {
        return call.request().header().apply("Accept");
    }

    private static Reply page(Metrics.Page page) {
        return Reply.text(page.type(), page.text());
    }

    /** A director that is gone is said by lvs_hub_up; the rest of the page is good. */
    private Optional<TrafficRequest.Traffic> traffic(Call call) {
        try {
            return Optional.of(context.desk().traffic(call.person())).filter(t -> t.trouble().isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
