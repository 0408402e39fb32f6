package io.arapaima.manager;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.alerts.Postbox;
import io.arapaima.ipc.AuditEntry;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.KeywordList;
import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.daemon.Child;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckSample;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Peer;
import io.arapaima.ipc.StatusParts;
import io.arapaima.ipc.TrafficRequest;
import io.arapaima.manager.desk.ConfigDesk;
import io.arapaima.manager.desk.RunningConfig;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.Journal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One conversation of the hub's socket: nanny's, pulse's, or that of anybody who asks or commands. */
final class Hub implements IpcServer.Conversation {
    private static final int MAX_PAST_EVENTS = Journal.AT_HAND;

    private final Director director;
    private final ConfigDesk desk;
    private final Chronicle chronicle;
    private final Supplier<Postbox.Tried> mailTest;
    private final PulseConversation pulse;
    private final Pusher pusher;
    private final PluginDesk plugins = new PluginDesk();
    private final ResultsDesk results = new ResultsDesk(System::nanoTime);
    private final SampleDesk samples = new SampleDesk();
    private final Child nanny;
    private final TrafficDesk traffic;
    private final AuditDesk audit;
    private final EngineSeat engines = new EngineSeat();

    Hub(Director director, Chronicle chronicle, Supplier<Postbox.Tried> mailTest, PulseConversation pulse,
            Pusher pusher, Child nanny, TrafficDesk traffic, AuditDesk audit) {
        this.nanny = nanny;
        this.director = director;
        this.desk = director.desk();
        this.pulse = pulse;
        this.chronicle = chronicle;
        this.mailTest = mailTest;
        this.pusher = pusher;
        this.traffic = traffic;
        this.audit = audit;
    }

    @Override
    public void hold(IpcConnection connection) throws IOException {
        Message.Hello hello = connection.receiveHello();
        try (var outgoing = new Outgoing(connection)) {
            switch (connection.peer().own() ? hello.program() : "") {
                case "nanny" -> engines.hold(hello.pid(), connection, () -> nanny(connection, outgoing));
                case "pulse" -> pulse.hold(connection, outgoing);
                default -> client(hello, connection, outgoing);
            }
        }
    }

    private void nanny(IpcConnection connection, Outgoing outgoing) throws IOException {
        Consumer<Message.CheckPlan> link = outgoing::offer;
        plugins.came(outgoing);
        results.came(outgoing);
        samples.came(outgoing);
        try {
            while (true) {
                nanny.occupied(false);
                Message said = connection.receiveKnown();
                nanny.heard();
                nanny.occupied(true);
                switch (said) {
                    case Message.Alive() -> {
                        // that it came is all it says
                    }
                    case Message.Offered(var checks) -> {
                        director.post(new Input.NannyCame(link, checks));
                        director.post(new Input.Trouble("nanny", Reason.NONE));
                    }
                    case Message.VerdictSnapshot(var verdicts) -> director.post(new Input.Verdicts(verdicts));
                    case Message.VerdictChanged(var verdict) -> director.post(new Input.Verdicts(List.of(verdict)));
                    case Message.LoadReported(var check, var load) -> director.post(new Input.Load(check, load));
                    case Message.TroubleReported trouble ->
                        director.post(new Input.Trouble(trouble.subject(), trouble.why()));
                    case Message.Plugins told -> plugins.told(told);
                    case CheckResults part -> results.told(part);
                    case CheckSample sample -> samples.told(sample);
                    case Message.Hello _, Message.ToHub _, Message.OfHub _, Message.ToPulse _, Message.OfPulse _ ->
                        outgoing.misplaced("a check engine", said);
                }
            }
        } finally {
            nanny.occupied(false);
            plugins.left(outgoing);
            results.left(outgoing);
            samples.left(outgoing);
            director.post(new Input.NannyLeft(link));
        }
    }

    private void client(Message.Hello hello, IpcConnection connection, Outgoing outgoing) throws IOException {
        Consumer<Event> follower = event -> outgoing.offer(new Message.EventRaised(event));
        var caller = new AuditDesk.Caller(connection.peer(), hello);
        try {
            while (true) {
                switch (connection.receiveKnown()) {
                    case Message.EventsQuery(var last, var follow) ->
                        events(outgoing, last, follow ? follower : _ -> {});
                    case Message.ToHub request -> outgoing.answer(answers(caller, request));
                    case Message.Hello said -> outgoing.misplaced("a client", said);
                    case Message.OfNanny said -> outgoing.misplaced("a client", said);
                    case Message.OfHub said -> outgoing.misplaced("a client", said);
                    case Message.ToPulse said -> outgoing.misplaced("a client", said);
                    case Message.OfPulse said -> outgoing.misplaced("a client", said);
                }
            }
        } finally {
            chronicle.unfollow(follower);
        }
    }

    private List<? extends Message.OfHub> answers(AuditDesk.Caller caller, Message.ToHub request) {
        Optional<Message.Answer> refusal = caller.peer().refusal(request);
        if (refusal.isPresent()) {
            audit.refused(caller, request, refusal.get());
            return List.of(refusal.get());
        }
        if (request instanceof Message.StatusQuery(var inParts)) {
            return status(inParts);
        }
        if (request instanceof CheckResults.CheckResultsQuery query) {
            return results.ask(query, asked());
        }
        return request instanceof TrafficRequest.TrafficQuery query
                ? traffic.answer(query)
                : List.of(audit.done(caller, request, () -> answer(caller.peer(), request)));
    }

    private Message.OfHub answer(Peer peer, Message.ToHub request) {
        return switch (request) {
            case Message.TableQuery(var save) -> this.<Message.TableText>ask(a -> new Input.ShowTable(save, a));
            case Message.PluginsQuery(var _, var look) -> plugins.ask(look);
            case Message.Operate wish -> this.<Message.Answer>ask(a -> new Input.Operate(wish, peer.actor(), a));
            case Message.MailTest _ -> {
                Postbox.Tried tried = mailTest.get();
                yield new Message.Answer(tried.sent(), tried.lines());
            }
            case TrafficRequest asked -> traffic.answer(asked).getFirst();
            case AuditEntry.AuditQuery query -> audit.answer(query);
            case ConfigRequest config -> answer(peer, config);
            case Message.StatusQuery _, Message.EventsQuery _, CheckResults.CheckResultsQuery _ ->
                throw new IllegalStateException("answered above: " + request);
        };
    }

    private Message.OfHub answer(Peer peer, ConfigRequest request) {
        return switch (request) {
            case ConfigRequest.Reload _ -> desk.reload(peer.actor()).join();
            case ConfigRequest.Apply wish -> desk.apply(wish, peer.actor()).join();
            case ConfigRequest.Rollback wish -> desk.rollback(wish, peer.actor()).join();
            case ConfigRequest.Confirm _ -> desk.confirm(peer.actor()).join();
            case ConfigRequest.RevisionsQuery _ -> desk.revisions();
            case ConfigRequest.RevisionQuery(var number) -> desk.text(number);
            case ConfigRequest.DifferenceQuery query -> desk.difference(query).join();
            case ConfigRequest.PushFile(var force) -> push(force);
            case ConfigRequest.Deliver letter -> desk.deliver(letter).join();
            case ConfigRequest.KeywordsQuery(var checks) -> keywords(checks);
            case ConfigRequest.CheckTry wish -> tried(wish, peer);
            case ConfigRequest.DraftRequest draft -> desk.draft(draft, peer.actor()).join();
        };
    }

    private ConfigReply.Keywords keywords(boolean checks) {
        RunningConfig.InForce now = ask(Input.AskInForce::new);
        return new ConfigReply.Keywords(KeywordList.of(checks ? now.catalogue() : new CheckCatalogue(List.of())));
    }

    private Message.OfHub tried(ConfigRequest.CheckTry wish, Peer peer) {
        RunningConfig.InForce now = ask(Input.AskInForce::new);
        LvsConfFile file = now.loaded().file();
        if (wish.draft() != 0) {
            Message.OfHub said = desk.draft(new ConfigRequest.DraftQuery(wish.draft()), peer.actor()).join();
            if (!(said instanceof ConfigReply.DraftText text)) {
                return said;
            }
            try {
                file = LvsConfFile.of(file.path(), ConfigPacking.unpack(text.packed()));
            } catch (IOException e) {
                return new Message.Answer(false, List.of(String.valueOf(e.getMessage())));
            }
        }
        return samples.ask(wish, new SampleDesk.Subject(file, now.catalogue(), f -> desk.read(f, now.catalogue())));
    }

    private AskedChecks asked() {
        return AskedChecks.of(this.<AskedChecks.Source>ask(Input.AskChecks::new));
    }

    private List<Message.Status> status(boolean inParts) {
        DirectorSnapshot all = this.<Message.Status>ask(Input.Status::new).snapshot().with(desk.onDisk().join());
        return inParts ? StatusParts.of(all) : List.of(new Message.Status(all));
    }

    /** What may go back by itself is not the partner's yet. */
    private Message.Answer push(boolean force) {
        String waiting = desk.revisions().waiting();
        return waiting.isEmpty() ? pusher.push(force) : new Message.Answer(false, List.of(waiting));
    }

    private void events(Outgoing outgoing, int last, Consumer<Event> follower) {
        List<Event> past = this
                .<List<Event>>ask(a -> new Input.Events(Math.clamp(last, 0, MAX_PAST_EVENTS), a, follower));
        past.forEach(event -> outgoing.offer(new Message.EventRaised(event)));
        outgoing.offer(new Message.Answer(true, List.of()));
    }

    private <T> T ask(java.util.function.Function<CompletableFuture<T>, Input> question) {
        var answer = new CompletableFuture<T>();
        director.post(question.apply(answer));
        return answer.join();
    }
}
