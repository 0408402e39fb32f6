package io.arapaima.web.api;

import io.arapaima.config.DocumentEdit;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drafts of lvs.cf: made from a revision, changed by edits or as a whole, judged, compared and taken into use. The hub keeps them. */
final class DraftRoutes {
    private static final String PATH = StateRoutes.API + "/drafts";
    private static final String ONE = PATH + "/{draft}";

    private final Context context;

    DraftRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(editor("GET", PATH, this::list), editor("POST", PATH, this::create),
                editor("GET", ONE, this::text), editor("PATCH", ONE, this::edit),
                editor("PUT", ONE, this::replace).upTo(RevisionRoutes.LONGEST_FILE),
                editor("DELETE", ONE, this::discard), editor("POST", ONE + "/validate", this::validate),
                editor("GET", ONE + "/diff", this::difference), editor("POST", ONE + "/apply", this::apply));
    }

    private static Route editor(String method, String path, Route.Action action) {
        return Route.of(method, path, PeerRole.EDITOR, action);
    }

    private Message ask(Call call, ConfigRequest.DraftRequest request) throws IOException {
        return context.desk().ask(call.person(), request);
    }

    private static int number(Call call) {
        String text = call.of("draft");
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw Problem.Kind.NOT_FOUND.because("drafts have numbers");
        }
        return Integer.parseInt(text);
    }

    private static String version(ConfigReply.DraftHead head) {
        return head.number() + "." + head.version();
    }

    private ConfigReply.Drafts drafts(Call call) throws IOException {
        Message said = ask(call, new ConfigRequest.DraftsQuery());
        if (said instanceof ConfigReply.Drafts all) {
            return all;
        }
        throw Context.refused(said);
    }

    /** The draft as its author has seen it, or the problem that says why not. */
    private ConfigReply.DraftHead seen(Call call) throws IOException {
        context.requireActive(call);
        int number = number(call);
        ConfigReply.DraftHead head = drafts(call).drafts().stream().filter(d -> d.number() == number).findFirst()
                .orElseThrow(() -> Problem.Kind.NOT_FOUND.because("there is no draft " + number
                        + "; it was applied or discarded, or the director was started anew, which ends all drafts"));
        var _ = Context.requireVersion(call, version(head));
        return head;
    }

    private Reply list(Call call) throws IOException {
        return Reply.json(drafts(call));
    }

    private record Fault(int line, String severity, String message) {}

    private record State(ConfigReply.DraftHead head, boolean usable, List<Fault> problems) {}

    private static Reply state(Message said) throws IOException {
        if (said instanceof ConfigReply.DraftState(var head, var usable, var problems)) {
            return Reply.json(new State(head, usable, problems.stream().map(p -> new Fault(p.line(),
                    CheckType.word(p.severity()), p.message())).toList())).version(version(head));
        }
        throw Context.refused(said);
    }

    /** The revision that it begins with; 0 or missing = the one in force. */
    record Beginning(Optional<Integer> revision) {}

    private Reply create(Call call) throws IOException {
        Beginning beginning = call.read(Beginning.class);
        context.requireActive(call);
        Context.requireReal(call);
        return state(ask(call, new ConfigRequest.DraftCreate(beginning.revision().orElse(0))));
    }

    private record Text(ConfigReply.DraftHead head, String text) {}

    private Reply text(Call call) throws IOException {
        Message said = ask(call, new ConfigRequest.DraftQuery(number(call)));
        if (said instanceof ConfigReply.DraftText(var head, var packed)) {
            return Reply.json(new Text(head, RevisionRoutes.text(ConfigPacking.unpack(packed)))).version(version(head));
        }
        throw RevisionRoutes.missing(said);
    }

    /**
     * One change; which fields it takes says {@code op}: set (keyword, value), unset (keyword), add-block, remove-block, rename-block (name),
     * move-block (before; empty = to the end).
     */
    record Edit(String op, List<String> path, Optional<String> keyword, Optional<String> value, Optional<String> name,
            Optional<String> before) {
        Optional<DocumentEdit> read() {
            return switch (op) {
                case "set" -> keyword.flatMap(k -> value.map(v -> new DocumentEdit.Set(path, k, v)));
                case "unset" -> keyword.map(k -> new DocumentEdit.Unset(path, k));
                case "add-block" -> Optional.of(new DocumentEdit.AddBlock(path));
                case "remove-block" -> Optional.of(new DocumentEdit.RemoveBlock(path));
                case "rename-block" -> name.map(n -> new DocumentEdit.RenameBlock(path, n));
                case "move-block" -> Optional.of(new DocumentEdit.MoveBlock(path, before.orElse("")));
                default -> Optional.empty();
            };
        }
    }

    /** In their order; all of them are made, or none. */
    record Edits(List<Edit> edits) {}

    private Reply edit(Call call) throws IOException {
        List<Edit> wishes = call.read(Edits.class).edits();
        List<DocumentEdit> edits = new ArrayList<>();
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            Optional<DocumentEdit> edit = wishes.get(i).read();
            edit.ifPresent(edits::add);
            if (edit.isEmpty()) {
                faults.add(new Problem.Fault("/edits/" + i, "write set with keyword and value, unset with keyword, "
                        + "add-block, remove-block, rename-block with name, or move-block with before"));
            }
        }
        Faults.refuse(faults);
        Context.requireReal(call);
        ConfigReply.DraftHead head = seen(call);
        return state(ask(call, new ConfigRequest.DraftEdit(head.number(), head.version(), edits)));
    }

    /** All of its text. */
    record Whole(String text) {}

    private Reply replace(Call call) throws IOException {
        Whole whole = call.read(Whole.class);
        Context.requireReal(call);
        ConfigReply.DraftHead head = seen(call);
        return state(ask(call, new ConfigRequest.DraftReplace(head.number(), head.version(),
                ConfigPacking.packWhole(whole.text().getBytes(StandardCharsets.UTF_8)))));
    }

    private Reply discard(Call call) throws IOException {
        Context.requireReal(call);
        Message said = ask(call, new ConfigRequest.DraftDiscard(seen(call).number()));
        var _ = Context.answer(said);
        return Reply.nothing();
    }

    /** Nothing is to be said. */
    record Nothing() {}

    private Reply validate(Call call) throws IOException {
        var _ = call.read(Nothing.class);
        return state(ask(call, new ConfigRequest.DraftCheck(number(call))));
    }

    private Reply difference(Call call) throws IOException {
        return RevisionRoutes.difference(ask(call, new ConfigRequest.DraftDifference(number(call))));
    }

    private Reply apply(Call call) throws IOException {
        RevisionRoutes.Return wish = call.read(RevisionRoutes.Return.class);
        RevisionRoutes.refuseFaults(wish.reason(), wish.confirmSeconds().filter(seconds -> seconds != 0));
        ConfigReply.DraftHead head = seen(call);
        return Context.answer(ask(call, new ConfigRequest.DraftApply(head.number(), head.version(),
                new ConfigRequest.ApplyOptions(head.base(), wish.force().orElse(false), call.isDryRun(),
                        wish.confirmSeconds().orElse(0), wish.reason().orElse("")))));
    }
}
