package io.arapaima.web.api;

import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.ipc.reason.Revision;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Problem.ProblemException;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** lvs.cf: what was in force, what is different, and how another one comes into use. */
final class RevisionRoutes {
    private static final String API = StateRoutes.API;
    static final int LONGEST_FILE = 16 << 20;
    private static final int LONGEST_WAIT = 86_400;
    private static final int SHORTEST_WAIT = 5;

    private final Context context;

    RevisionRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", API + "/revisions", PeerRole.VIEWER, this::list),
                Route.of("GET", API + "/revisions/{revision}", PeerRole.EDITOR, this::text),
                Route.of("GET", API + "/revisions/{before}/diff/{after}", PeerRole.EDITOR, this::difference),
                Route.of("POST", API + "/revisions", PeerRole.EDITOR, this::apply).upTo(LONGEST_FILE),
                Route.of("POST", API + "/revisions/{revision}/rollback", PeerRole.EDITOR, this::rollback),
                Route.of("POST", API + "/confirmation", PeerRole.EDITOR,
                        call -> plain(call, new ConfigRequest.Confirm())),
                Route.of("POST", API + "/reload", PeerRole.EDITOR, call -> plain(call, new ConfigRequest.Reload())),
                Route.of("POST", API + "/push", PeerRole.EDITOR, this::push));
    }

    private ConfigReply.Revisions revisions(Call call) throws IOException {
        Message said = context.desk().ask(call.person(), new ConfigRequest.RevisionsQuery());
        if (said instanceof ConfigReply.Revisions revisions) {
            return revisions;
        }
        throw Context.refused(said);
    }

    private static int inForce(ConfigReply.Revisions revisions) {
        return revisions.revisions().isEmpty() ? 0 : revisions.revisions().getLast().number();
    }

    private static String version(ConfigReply.Revisions revisions) {
        return "r" + inForce(revisions) + (revisions.waiting().isEmpty() ? "" : "-waiting");
    }

    private record Revisions(List<Revision> revisions, int inForce, String waiting) {}

    private Reply list(Call call) throws IOException {
        ConfigReply.Revisions all = revisions(call);
        return Reply.json(new Revisions(all.revisions(), inForce(all), all.waiting())).version(version(all));
    }

    private static int number(Call call) {
        String text = call.of("revision");
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw Problem.Kind.NOT_FOUND.because("revisions have numbers");
        }
        return Integer.parseInt(text);
    }

    private Reply text(Call call) throws IOException {
        Message said = context.desk().ask(call.person(), new ConfigRequest.RevisionQuery(number(call)));
        if (said instanceof ConfigReply.RevisionText(var packed)) {
            byte[] bytes = ConfigPacking.unpack(packed);
            return Reply.text("text/plain; charset=" + (isUtf8(bytes) ? "utf-8" : "iso-8859-1"), text(bytes));
        }
        throw missing(said);
    }

    /** Of things that are named by the request: what is refused is not there. */
    static ProblemException missing(Message said) throws IOException {
        return new ProblemException(Problem.Kind.NOT_FOUND.problem(Context.refused(said).problem().detail()));
    }

    /** What the bytes of an lvs.cf say. */
    static String text(byte[] bytes) {
        return new String(bytes, isUtf8(bytes) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).hasArray();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private record Difference(List<String> words, List<String> text) {}

    private Reply difference(Call call) throws IOException {
        Message said = context.desk().ask(call.person(),
                new ConfigRequest.DifferenceQuery(call.of("before"), call.of("after")));
        return difference(said);
    }

    /** What is different, or a problem. */
    static Reply difference(Message said) throws IOException {
        if (said instanceof ConfigReply.Difference(var words, var text)) {
            return Reply.json(new Difference(words, text));
        }
        throw missing(said);
    }

    /** The number of the revision that the author has seen, or 0; what has changed since is in the problem. */
    private int base(Call call) throws IOException {
        context.requireActive(call);
        ConfigReply.Revisions all = revisions(call);
        try {
            return Context.requireVersion(call, version(all)) ? 0 : inForce(all);
        } catch (ProblemException e) {
            String seen = call.request().header().apply("If-Match").orElse("").replaceAll("\"r(\\d+)(-waiting)?\"",
                    "$1");
            throw e.problem().status() == 412 && seen.matches("\\d{1,9}")
                    && context.desk().ask(call.person(), new ConfigRequest.DifferenceQuery(seen,
                            "running")) instanceof ConfigReply.Difference(var words, var _)
                                    ? new ProblemException(e.problem().withDifference(words))
                                    : e;
        }
    }

    /**
     * A file to take into use.
     *
     * @param text all of it
     * @param reason why
     * @param confirmSeconds it goes back by itself after so long unless it is confirmed
     * @param force whether what somebody has typed into lvs.cf and not taken into use may be lost
     */
    record NewFile(String text, Optional<String> reason, Optional<Integer> confirmSeconds, Optional<Boolean> force) {}

    private Reply apply(Call call) throws IOException {
        NewFile file = call.read(NewFile.class);
        ConfigRequest.ApplyOptions how = options(call, file.reason(), file.confirmSeconds(), file.force());
        return Context.answer(context.desk().ask(call.person(), new ConfigRequest.Apply(
                ConfigPacking.packWhole(file.text().getBytes(StandardCharsets.UTF_8)), "the web UI", how)));
    }

    private ConfigRequest.ApplyOptions options(Call call, Optional<String> reason, Optional<Integer> confirmSeconds,
            Optional<Boolean> force) throws IOException {
        refuseFaults(reason, confirmSeconds);
        return new ConfigRequest.ApplyOptions(base(call), force.orElse(false), call.isDryRun(),
                confirmSeconds.orElse(0), reason.orElse(""));
    }

    /** Refuses what no file can be taken into use with. */
    static void refuseFaults(Optional<String> reason, Optional<Integer> confirmSeconds) {
        List<Problem.Fault> faults = new ArrayList<>();
        if (confirmSeconds.filter(s -> s < SHORTEST_WAIT || s > LONGEST_WAIT).isPresent()) {
            faults.add(new Problem.Fault("/confirmSeconds", "write " + SHORTEST_WAIT + " to " + LONGEST_WAIT));
        }
        if (reason.filter(r -> r.length() > Message.Operate.LONGEST_REASON).isPresent()) {
            faults.add(new Problem.Fault("/reason", "write at most " + Message.Operate.LONGEST_REASON + " characters"));
        }
        Faults.refuse(faults);
    }

    /** An earlier file to take into use again; components as of {@link NewFile}. */
    record Return(Optional<String> reason, Optional<Integer> confirmSeconds, Optional<Boolean> force) {}

    private Reply rollback(Call call) throws IOException {
        Return wish = call.read(Return.class);
        return Context.answer(context.desk().ask(call.person(), new ConfigRequest.Rollback(number(call),
                options(call, wish.reason(), wish.confirmSeconds(), wish.force()))));
    }

    private Reply plain(Call call, ConfigRequest request) throws IOException {
        Context.requireReal(call);
        var _ = base(call);
        return Context.answer(context.desk().ask(call.person(), request));
    }

    /** Whether it counts on the partner however old it is. */
    record Force(Optional<Boolean> force) {}

    private Reply push(Call call) throws IOException {
        return plain(call, new ConfigRequest.PushFile(call.read(Force.class).force().orElse(false)));
    }
}
