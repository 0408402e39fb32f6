package io.arapaima.web.api;

import io.arapaima.ipc.AuditEntry;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Who did what on the director, or tried to. */
final class RecordRoutes {
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final Context context;

    RecordRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", StateRoutes.API + "/audit", PeerRole.EDITOR, this::audit));
    }

    private record Trail(List<Entry> entries) {}

    /** An entry in the contract's words; the result in small letters. */
    private record Entry(int version, long seq, java.time.Instant at, String who, String user, String role,
            String program, String from, String action, String object, String was, String now, String reason,
            String result, List<String> answer) {
        static Entry of(AuditEntry e) {
            return new Entry(e.version(), e.seq(), e.at(), e.who(), e.user(), CheckType.word(e.role()), e.program(),
                    e.from(),
                    e.action(), e.object(), e.was(), e.now(), e.reason(), CheckType.word(e.result()), e.answer());
        }
    }

    private Reply audit(Call call) throws IOException {
        Message said = context.desk().ask(call.person(), new AuditEntry.AuditQuery(
                (int) call.number("limit", 1, MOST, USUAL), call.number("before", 0, Long.MAX_VALUE, 0)));
        if (said instanceof AuditEntry.AuditTrail(var entries)) {
            return Reply.json(new Trail(entries.stream().map(Entry::of)
                    .filter(e -> has(call, "who", e, Entry::who) && has(call, "action", e, Entry::action)
                            && has(call, "object", e, Entry::object) && has(call, "result", e, Entry::result))
                    .toList()));
        }
        throw Context.refused(said);
    }

    private static boolean has(Call call, String parameter, Entry entry, Function<Entry, String> part) {
        return call.query(parameter).filter(wanted -> !part.apply(entry).toLowerCase(Locale.ROOT)
                .contains(wanted.toLowerCase(Locale.ROOT))).isEmpty();
    }
}
