package io.arapaima.web.api;

import io.arapaima.web.history.History;
import io.arapaima.web.metrics.Metrics;
import io.arapaima.web.rest.Route;
import java.util.List;
import java.util.stream.Stream;

/** All operations of the contract. */
public final class Operations {
    private Operations() {}

    /**
     * Makes them.
     *
     * @param context what they work with
     * @param history what was
     * @param streams the streams that are open
     * @param metrics what is counted
     * @param cookie name of the cookie that holds a session's word
     * @return one for each operation of the contract
     */
    public static List<Route> of(Context context, History history, Streams streams, Metrics metrics, String cookie) {
        return Stream.of(new SiteRoutes(context).routes(), new StateRoutes(context).routes(), List.of(streams.route()),
                new OverrideRoutes(context).routes(), new RevisionRoutes(context).routes(),
                new DraftRoutes(context).routes(), new CheckRoutes(context).routes(),
                new RecordRoutes(context).routes(), new TrafficRoutes(context).routes(),
                new MetricsRoutes(context, metrics).routes(), new HistoryRoutes(context, history).routes(),
                new DirectorRoutes(context).routes(), new SignInRoutes(context.door(), cookie).routes(),
                new UserRoutes(context.door()).routes()).flatMap(List::stream).toList();
    }
}
