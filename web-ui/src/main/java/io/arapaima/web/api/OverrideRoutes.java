package io.arapaima.web.api;

import io.arapaima.ipc.Message;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.director.View;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Problem.ProblemException;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators order about real servers, in lvsctl's words. */
final class OverrideRoutes {
    private static final String PATH = StateRoutes.API + "/overrides";
    private static final int MOST = 500;
    private static final Map<String, Action> ACTIONS = Map.of("quiesce", Action.QUIESCE, "force-up", Action.FORCE_UP,
            "force-down", Action.FORCE_DOWN);

    private final Context context;

    OverrideRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", PATH, PeerRole.VIEWER, _ -> list()),
                Route.of("POST", PATH, PeerRole.OPERATOR, this::order),
                Route.of("DELETE", PATH + "/{server}", PeerRole.OPERATOR, this::takeBack));
    }

    private record InForce(String server, String name, View.Order override) {}

    private record Overrides(List<InForce> overrides) {}

    private Overrides now() {
        return new Overrides(context.view().overridden().stream()
                .map(s -> new InForce(s.id(), s.name(), s.override().orElseThrow())).toList());
    }

    private static String version(Overrides overrides) {
        return Integer.toHexString(overrides.hashCode());
    }

    private Reply list() {
        Overrides now = now();
        return Reply.json(now).version(version(now));
    }

    /**
     * What is ordered.
     *
     * @param servers ids, 1 to 500
     * @param action {@code quiesce}, {@code force-up} or {@code force-down}
     * @param seconds after which it ends by itself
     * @param reason why
     * @param confirmed whether it is to be done although it takes the last server of a service, or its quorum
     */
    record Wish(List<String> servers, String action, Optional<Long> seconds, Optional<String> reason,
            Optional<Boolean> confirmed) {}

    private record Item(String server, boolean ok, List<String> lines) {}

    private record Result(List<Item> items) {}

    private Reply order(Call call) throws IOException {
        Wish wish = call.read(Wish.class);
        List<View.ServerRow> servers = servers(wish);
        context.requireActive(call);
        Context.requireVersion(call, version(now()));
        Context.requireReal(call);
        List<Item> items = new ArrayList<>();
        for (View.ServerRow server : servers) {
            items.add(item(server, context.desk().ask(call.person(),
                    new Message.Operate(server.name(), Optional.ofNullable(ACTIONS.get(wish.action())).orElseThrow(),
                            Optional.of(wish.confirmed().orElse(false)), wish.seconds(), wish.reason()))));
        }
        return result(items);
    }

    private static Item item(View.ServerRow server, Message said) throws IOException {
        if (said instanceof Message.Answer answer) {
            return new Item(server.id(), answer.ok(), answer.lines());
        }
        throw Context.refused(said);
    }

    /** Done when all are; else what could not be, each with the director's sentences. */
    private static Reply result(List<Item> items) {
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).ok()) {
                faults.add(new Problem.Fault("/servers/" + i, String.join("; ", items.get(i).lines())));
            }
        }
        if (faults.isEmpty()) {
            return Reply.json(new Result(items));
        }
        throw new ProblemException(Problem.Kind.REFUSED.problem(items.size() == 1
                ? faults.getFirst().text()
                : items.size() - faults.size() + " of " + items.size() + " were done; the others were refused")
                .with(faults));
    }

    private List<View.ServerRow> servers(Wish wish) {
        List<Problem.Fault> faults = new ArrayList<>();
        if (wish.servers().isEmpty() || wish.servers().size() > MOST) {
            faults.add(new Problem.Fault("/servers", "name 1 to " + MOST + " servers by id"));
        }
        if (!ACTIONS.containsKey(wish.action())) {
            faults.add(new Problem.Fault("/action", "write quiesce, force-up or force-down; DELETE takes one back"));
        }
        List<View.ServerRow> found = new ArrayList<>();
        for (int i = 0; i < wish.servers().size() && i < MOST; i++) {
            Optional<View.ServerRow> server = context.view().server(wish.servers().get(i));
            server.ifPresent(found::add);
            if (server.isEmpty()) {
                faults.add(new Problem.Fault("/servers/" + i, "there is no server " + wish.servers().get(i)));
            }
        }
        if (wish.seconds().filter(s -> s < 1 || s > Message.Operate.LONGEST_SECONDS).isPresent()) {
            faults.add(new Problem.Fault("/seconds", "write 1 to " + Message.Operate.LONGEST_SECONDS));
        }
        if (wish.reason().filter(r -> r.length() > Message.Operate.LONGEST_REASON).isPresent()) {
            faults.add(new Problem.Fault("/reason", "write at most " + Message.Operate.LONGEST_REASON + " characters"));
        }
        Faults.refuse(faults);
        return found;
    }

    private Reply takeBack(Call call) throws IOException {
        String id = call.of("server");
        View.ServerRow server = context.view().server(id)
                .orElseThrow(() -> Problem.Kind.NOT_FOUND.because("there is no server " + id));
        context.requireActive(call);
        Context.requireVersion(call, version(now()));
        Context.requireReal(call);
        return result(
                List.of(item(server, context.desk().ask(call.person(), new Message.Operate(server.name(), Action.AUTO,
                        Optional.of(call.flag("confirmed")), Optional.empty(), Optional.empty())))));
    }
}
