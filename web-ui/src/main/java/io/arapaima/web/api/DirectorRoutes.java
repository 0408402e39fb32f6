package io.arapaima.web.api;

import io.arapaima.ipc.PulseRequest;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The pair: who has the role, how the heartbeat is, and how the role moves. */
final class DirectorRoutes {
    private static final String PATH = StateRoutes.API + "/directors";

    private final Context context;

    DirectorRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", PATH, PeerRole.VIEWER, this::pair),
                Route.of("POST", PATH + "/switch-over", PeerRole.ADMINISTRATOR, this::switchOver),
                Route.of("POST", PATH + "/maintenance", PeerRole.ADMINISTRATOR, this::maintenance));
    }

    private record Path(String name, OptionalDouble ageSeconds, long received, long unopened, long replayed) {
        static Path of(PulseSnapshot.PathStatus path) {
            return new Path(path.name(), path.age().map(DirectorRoutes::seconds).map(OptionalDouble::of)
                    .orElse(OptionalDouble.empty()), path.opened(), path.unopened(), path.replayed());
        }
    }

    private record Partner(String name, String state, int serial, List<Path> paths) {
        static Partner of(PulseSnapshot.Partner partner) {
            return new Partner(partner.director(), partner.state(), partner.file().serial(),
                    partner.paths().stream().map(Path::of).toList());
        }
    }

    private record Heartbeat(String takeover, double keepaliveSeconds, double deadtimeSeconds, double leaseSeconds,
            boolean authenticated, double longestDelaySeconds) {
        static Heartbeat of(PulseSnapshot pulse) {
            return new Heartbeat(pulse.takeover(), seconds(pulse.keepalive()), seconds(pulse.deadtime()),
                    seconds(pulse.lease()), pulse.authenticated(), seconds(pulse.punctuality().longest()));
        }
    }

    private record Pair(String name, String role, Instant since, String cause, Optional<Heartbeat> heartbeat,
            List<Partner> partners, List<String> troubles) {}

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private Pair now(Call call) {
        try {
            PulseSnapshot pulse = context.desk().pulse(call.person());
            return new Pair(pulse.director(), pulse.role().word(), pulse.since(), pulse.cause(),
                    Optional.of(Heartbeat.of(pulse)), pulse.partners().stream().map(Partner::of).toList(),
                    pulse.troubles());
        } catch (IOException e) {
            var alone = context.view().director();
            return new Pair("this director", alone.role(), alone.roleSince(), alone.roleCause(), Optional.empty(),
                    List.of(), List.of("no heartbeat: " + e.getMessage()));
        }
    }

    private static String version(Pair pair) {
        return pair.role() + "-" + pair.since().toEpochMilli();
    }

    private Reply pair(Call call) {
        Pair now = now(call);
        return Reply.json(now).version(version(now));
    }

    private Reply command(Call call, Message.ToPulse command) throws IOException {
        Pair now = now(call);
        Context.requireVersion(call, version(now));
        Context.requireReal(call);
        if (now.heartbeat().isEmpty()) {
            throw Problem.Kind.REFUSED.because("there is no pulse on this director, and so no partner");
        }
        return Context.answer(context.desk().ask(call.person(), command));
    }

    /** For whoever looks later. */
    record Why(Optional<String> reason) {}

    private Reply switchOver(Call call) throws IOException {
        String reason = call.body().isEmpty() ? "" : call.read(Why.class).reason().orElse("");
        return command(call, new PulseRequest.SwitchOver(reason));
    }

    /**
     * Maintenance of this director.
     *
     * @param on begin or end
     * @param reason for whoever looks later
     */
    record Maintenance(boolean on, Optional<String> reason) {}

    private Reply maintenance(Call call) throws IOException {
        Maintenance wish = call.read(Maintenance.class);
        return command(call, new PulseRequest.Maintenance(wish.on(), wish.reason().orElse("")));
    }
}
