package io.arapaima.web.api;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.TrafficRequest;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.director.Ids;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes through the table, and what the checks found last. */
final class TrafficRoutes {
    private static final String API = StateRoutes.API;

    private final Context context;

    TrafficRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", API + "/traffic", PeerRole.VIEWER, this::traffic),
                Route.of("POST", API + "/traffic/zero", PeerRole.OPERATOR, this::zero),
                Route.of("GET", API + "/check-results", PeerRole.VIEWER, this::results));
    }

    private record Traffic(Instant at, List<ServiceRow> services, Optional<String> trouble) {}

    private record ServiceRow(Optional<String> id, String name, String protocol, String address,
            TrafficRequest.Counters counters, List<ServerRow> servers) {
        static ServiceRow of(TrafficRequest.ServiceTraffic s) {
            return new ServiceRow(s.name().isEmpty() ? Optional.empty() : Optional.of(Ids.of(s.name())), s.name(),
                    s.protocol(), s.key(), s.counters(),
                    s.destinations().stream().map(d -> ServerRow.of(s.name(), d)).toList());
        }
    }

    private record ServerRow(Optional<String> id, String name, String address, int weight, long active, long inactive,
            TrafficRequest.Counters counters) {
        static ServerRow of(String service, TrafficRequest.DestinationTraffic d) {
            return new ServerRow(
                    service.isEmpty() || d.name().isEmpty()
                            ? Optional.empty()
                            : Optional.of(Ids.ofServer(service, d.name())),
                    d.name(), d.destination(), d.weight(), d.active(), d.inactive(), d.counters());
        }
    }

    private Reply traffic(Call call) throws IOException {
        TrafficRequest.Traffic now = context.desk().traffic(call.person());
        return Reply.json(new Traffic(now.at(), now.services().stream().map(ServiceRow::of).toList(), now.trouble()));
    }

    /** Name, address or mark of a virtual service; missing = all. */
    record Counted(Optional<String> service) {}

    private Reply zero(Call call) throws IOException {
        Counted counted = call.read(Counted.class);
        Context.requireReal(call);
        return Context.answer(context.desk().ask(call.person(), new TrafficRequest.ZeroCounters(counted.service())));
    }

    private record Results(List<ResultRow> checks, Optional<Pace> engine) {}

    private record Pace(long starts, double lateMedianSeconds, double late99Seconds, double latestSeconds, long leftOut,
            long refused) {
        static Pace of(CheckResults.Engine e) {
            return new Pace(e.starts(), seconds(e.lateMedian()), seconds(e.late99()), seconds(e.latest()), e.leftOut(),
                    e.refused());
        }
    }

    private record Last(Instant at, double seconds, String result, String text, boolean counted) {
        static Last of(CheckResults.LastResult r) {
            return new Last(r.at(), TrafficRoutes.seconds(r.took()), CheckType.word(r.result()),
                    r.text(), r.counted());
        }
    }

    private record ResultRow(String subject, String check, String target, Map<String, String> options,
            double intervalSeconds, double timeoutSeconds, String state, Instant since,
            CheckResults.Progress progress, Optional<Last> last, Optional<String> inconclusive) {
        static ResultRow of(CheckResults.Report r) {
            Optional<CheckResults.Asked> asked = r.asked();
            return new ResultRow(asked.map(CheckResults.Asked::subject).orElse(""),
                    asked.map(CheckResults.Asked::check).orElse(""), asked.map(CheckResults.Asked::target).orElse(""),
                    asked.map(CheckResults.Asked::options).orElse(Map.of()),
                    asked.map(a -> seconds(a.interval())).orElse(0.0), asked.map(a -> seconds(a.timeout())).orElse(0.0),
                    CheckType.word(r.state()), r.since(), r.progress(), r.last().map(Last::of),
                    r.inconclusive().map(i -> i.why()));
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private Reply results(Call call) throws IOException {
        CheckResults found = context.desk().checkResults(call.person(),
                call.query("name").map(List::of).orElse(List.of()));
        return Reply.json(new Results(found.checks().stream().map(ResultRow::of).toList(),
                found.engine().map(Pace::of)));
    }
}
