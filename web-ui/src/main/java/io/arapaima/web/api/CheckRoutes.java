package io.arapaima.web.api;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Checks that are tried before they count. */
final class CheckRoutes {
    private final Context context;

    CheckRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", StateRoutes.API + "/checks/try", PeerRole.EDITOR, this::attempt));
    }

    /**
     * What is tried.
     *
     * @param draft its number; 0 or missing = the file in force
     * @param service name of a virtual service
     * @param checks names of checks; missing or none = all of the service
     */
    record Wish(Optional<Integer> draft, String service, Optional<List<String>> checks) {}

    private record Found(String server, String check, String target, String result, String text, double milliseconds) {
        static Found of(ConfigReply.TriedCheck tried) {
            CheckResults.LastResult said = tried.result();
            return new Found(tried.server(), tried.check(), tried.target(),
                    CheckType.word(said.result()), said.text(), said.took().toNanos() / 1e6);
        }
    }

    private record Results(List<Found> results) {}

    private Reply attempt(Call call) throws IOException {
        Wish wish = call.read(Wish.class);
        Message said = context.desk().ask(call.person(), new ConfigRequest.CheckTry(wish.draft().orElse(0),
                wish.service(), wish.checks().orElse(List.of())));
        if (said instanceof ConfigReply.Tried(var checks)) {
            return Reply.json(new Results(checks.stream().map(Found::of).toList()));
        }
        throw Context.refused(said);
    }
}
