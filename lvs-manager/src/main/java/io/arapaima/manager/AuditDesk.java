package io.arapaima.manager;

import io.arapaima.ipc.AuditEntry;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.OnBehalf;
import io.arapaima.ipc.Peer;
import io.arapaima.ipc.TrafficRequest;
import io.arapaima.manager.desk.ConfigDesk;
import io.arapaima.manager.memory.AuditLog;
import io.arapaima.manager.memory.Chronicle;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Records who asked for what change, and what became of it, on the threads of those who ask. Thread-safe. */
final class AuditDesk {
    private static final int MOST_LINES = 5;

    private final AuditLog log;
    private final Chronicle chronicle;
    private final ConfigDesk desk;
    private final InstantSource clock;

    AuditDesk(AuditLog log, Chronicle chronicle, ConfigDesk desk, InstantSource clock) {
        this.log = log;
        this.chronicle = chronicle;
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * Who asks.
     *
     * @param peer by the kernel's word
     * @param hello by its own
     */
    record Caller(Peer peer, Message.Hello hello) {
        String who() {
            return hello.onBehalf().map(OnBehalf::person).orElse(peer.user());
        }

        String from() {
            return hello.onBehalf().map(OnBehalf::from).orElse("");
        }
    }

    /** What a request is about. */
    private record About(String object, String now, String reason) {}

    AuditEntry.AuditTrail answer(AuditEntry.AuditQuery query) {
        return new AuditEntry.AuditTrail(log.last(query.last(), query.before()));
    }

    /** Does what was asked for, and records it. */
    <T extends Message.OfHub> T done(Caller caller, Message.ToHub request, Supplier<T> deed) {
        Optional<About> about = about(request);
        if (about.isEmpty()) {
            return deed.get();
        }
        String was = state(request);
        T answer = deed.get();
        record(caller, request, about.get(), was, answer);
        return answer;
    }

    void refused(Caller caller, Message.ToHub request, Message.Answer refusal) {
        About about = about(request).orElse(new About("", "", ""));
        log.record(entry(caller, request, about, state(request), about.now(), AuditEntry.Result.REFUSED,
                refusal.lines()));
    }

    private void record(Caller caller, Message.ToHub request, About about, String was, Message.OfHub answer) {
        boolean refused = answer instanceof Message.Answer said && !said.ok();
        List<String> lines = answer instanceof Message.Answer said ? said.lines() : List.of();
        String now = about.now();
        if (answer instanceof ConfigReply.DraftState(var head, var _, var _)) {
            about = new About("draft " + head.number(), about.now(), about.reason());
            now = "version " + head.version() + " on revision " + head.base();
        } else if (now.isEmpty() && !refused) {
            now = state(request);
        }
        log.record(entry(caller, request, about, was.equals(now) ? "" : was, now,
                refused ? AuditEntry.Result.FAILED : AuditEntry.Result.DONE, lines));
    }

    private AuditEntry entry(Caller caller, Message.ToHub request, About about, String was, String now,
            AuditEntry.Result result, List<String> lines) {
        return new AuditEntry(AuditEntry.VERSION, 0, clock.instant(), caller.who(), caller.peer().user(),
                caller.peer().role(), caller.hello().program(), caller.from(), request.getClass().getSimpleName(),
                about.object(), was, now, about.reason(), result, lines.stream().limit(MOST_LINES).toList());
    }

    /** How that is now which a request changes. */
    private String state(Message.ToHub request) {
        return switch (request) {
            case Message.Operate wish -> Optional.ofNullable(chronicle.state().inForce().get(wish.server()))
                    .map(order -> order.words()).orElse("follows its checks");
            case ConfigRequest.Reload _, ConfigRequest.Apply _, ConfigRequest.Rollback _, ConfigRequest.Confirm _, ConfigRequest.Deliver _, ConfigRequest.DraftApply _ -> {
                ConfigReply.Revisions kept = desk.revisions();
                yield kept.revisions().isEmpty()
                        ? ""
                        : kept.revisions().getLast().name() + (kept.waiting().isEmpty() ? "" : ", to be confirmed");
            }
            case Message.StatusQuery _, Message.TableQuery _, Message.EventsQuery _, CheckResults.CheckResultsQuery _, Message.MailTest _, Message.PluginsQuery _, TrafficRequest _, AuditEntry.AuditQuery _, ConfigRequest _ ->
                "";
        };
    }

    /** Empty for what changes nothing and shows no secret. */
    private static Optional<About> about(Message.ToHub request) {
        return switch (request) {
            case Message.Operate wish -> Optional.of(new About(wish.server(), wish.action().name()
                    + wish.seconds().map(s -> " for " + s + " s").orElse(""), wish.reason().orElse("")));
            case Message.MailTest _ -> Optional.of(new About("mail", "a test mail", ""));
            case Message.PluginsQuery(var _, var look) ->
                look ? Optional.of(new About("plugins", "looked for again", "")) : Optional.empty();
            case TrafficRequest.ZeroCounters(var service) ->
                Optional.of(new About(service.orElse("all services"), "counters begin at zero", ""));
            case ConfigRequest config -> about(config);
            case Message.StatusQuery _, Message.TableQuery _, Message.EventsQuery _, CheckResults.CheckResultsQuery _, TrafficRequest.TrafficQuery _, TrafficRequest.TrafficTableQuery _, AuditEntry.AuditQuery _ ->
                Optional.empty();
        };
    }

    private static Optional<About> about(ConfigRequest request) {
        return switch (request) {
            case ConfigRequest.Reload _ -> Optional.of(new About("lvs.cf", "", ""));
            case ConfigRequest.Deliver letter -> Optional.of(new About("lvs.cf", "", "pushed by " + letter.from()));
            case ConfigRequest.PushFile(var force) ->
                Optional.of(new About("partner", force ? "gets lvs.cf whatever it has" : "gets lvs.cf", ""));
            case ConfigRequest.Apply(var _, var source, var how) -> Optional.of(of(source, how));
            case ConfigRequest.Rollback(var revision, var how) -> Optional.of(of("revision " + revision, how));
            case ConfigRequest.Confirm _ -> Optional.of(new About("lvs.cf", "", ""));
            case ConfigRequest.RevisionQuery(var number) ->
                Optional.of(new About("revision " + number, "read with its passwords", ""));
            case ConfigRequest.DraftCreate(var revision) -> Optional.of(
                    new About("draft", revision == 0 ? "of lvs.cf" : "of revision " + revision, ""));
            case ConfigRequest.DraftQuery(var draft) ->
                Optional.of(new About("draft " + draft, "read with its passwords", ""));
            case ConfigRequest.DraftEdit(var draft, var _, var edits) ->
                Optional.of(new About("draft " + draft, edits.size() + " edits", ""));
            case ConfigRequest.DraftReplace(var draft, var _, var _) ->
                Optional.of(new About("draft " + draft, "another text", ""));
            case ConfigRequest.DraftApply(var draft, var _, var how) -> Optional.of(of("draft " + draft, how));
            case ConfigRequest.CheckTry(var draft, var service, var _) ->
                Optional.of(new About(service, "its checks are tried, of " + (draft == 0 ? "lvs.cf" : "draft " + draft),
                        ""));
            case ConfigRequest.DraftDiscard(var draft) -> Optional.of(new About("draft " + draft, "discarded", ""));
            case ConfigRequest.RevisionsQuery _, ConfigRequest.DifferenceQuery _, ConfigRequest.KeywordsQuery _, ConfigRequest.DraftsQuery _, ConfigRequest.DraftCheck _, ConfigRequest.DraftDifference _ ->
                Optional.empty();
        };
    }

    /** What only asks what would change is said to do so. */
    private static About of(String object, ConfigRequest.ApplyOptions how) {
        return new About(object, how.dryRun() ? "only tried" : "", how.reason());
    }
}
