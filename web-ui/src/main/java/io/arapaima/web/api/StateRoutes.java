package io.arapaima.web.api;

import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.EventWords;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.director.LiveState;
import io.arapaima.web.director.View;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be looked at. */
final class StateRoutes {
    static final String API = "/api/v1";
    private static final int MOST_ROWS = 500;

    private final Context context;

    StateRoutes(Context context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(viewer("/state", this::state), viewer("/services", this::services),
                viewer("/services/{service}", this::service),
                viewer("/services/{service}/servers", this::serversOf), viewer("/servers", this::servers),
                viewer("/servers/{server}", this::server), viewer("/events", this::events),
                viewer("/table", this::table), viewer("/check-types", this::checkTypes),
                viewer("/keywords", this::keywords),
                Route.of("POST", API + "/check-types/look", PeerRole.OPERATOR, this::look),
                Route.of("POST", API + "/mail/test", PeerRole.OPERATOR,
                        call -> Context.answer(context.desk().ask(call.person(), new Message.MailTest()))));
    }

    private static Route viewer(String path, Route.Action action) {
        return Route.of("GET", API + path, PeerRole.VIEWER, action);
    }

    /**
     * Everything at one moment.
     *
     * @param sequence grows with each change
     * @param seenAt when the director said it last
     * @param now this machine's clock
     * @param link whether the director answers
     * @param view what it said
     */
    record State(long sequence, Instant seenAt, Instant now, LiveState.Link link, View view) {}

    State now(LiveState.Moment moment) {
        return new State(moment.sequence(), moment.seen(), context.clock().instant(), context.state().link(),
                moment.view());
    }

    private Reply state(Call call) {
        LiveState.Moment moment = context.moment();
        return Reply.json(now(moment)).version(context.boot() + "." + moment.sequence());
    }

    private record Services(List<View.ServiceRow> services) {}

    private Reply services(Call call) {
        return Reply.json(new Services(context.view().services()));
    }

    private View.ServiceRow find(Call call) {
        String id = call.of("service");
        return context.view().service(id)
                .orElseThrow(() -> Problem.Kind.NOT_FOUND.because("there is no service " + id));
    }

    private record Service(View.ServiceRow service, List<View.ServerRow> servers) {}

    private Reply service(Call call) {
        View.ServiceRow service = find(call);
        return Reply.json(new Service(service, of(service)));
    }

    private List<View.ServerRow> of(View.ServiceRow service) {
        return context.view().servers().stream().filter(s -> s.service().equals(service.id())).toList();
    }

    private record Servers(List<View.ServerRow> servers, Optional<String> next) {}

    private Reply serversOf(Call call) {
        return page(call, of(find(call)).stream());
    }

    private Reply servers(Call call) {
        return page(call, context.view().servers().stream());
    }

    /** A part of the rows that a filter leaves, from the one after the cursor on. */
    private static Reply page(Call call, Stream<View.ServerRow> rows) {
        String word = call.query("q").orElse("").toLowerCase(Locale.ROOT);
        Optional<String> state = call.query("state");
        List<View.ServerRow> left = rows.filter(s -> state.filter(w -> !s.state().equals(w)).isEmpty())
                .filter(s -> (s.name() + " " + s.address()).toLowerCase(Locale.ROOT).contains(word)).toList();
        String cursor = call.query("cursor").orElse("");
        int from = 0;
        while (!cursor.isEmpty() && from < left.size() && !left.get(from).id().equals(cursor)) {
            from++;
        }
        int first = cursor.isEmpty() ? 0 : Math.min(from + 1, left.size());
        int end = (int) Math.min(left.size(), first + call.number("limit", 1, MOST_ROWS, MOST_ROWS));
        return Reply.json(new Servers(left.subList(first, end),
                end < left.size() ? Optional.of(left.get(end - 1).id()) : Optional.empty()));
    }

    private Reply server(Call call) {
        String id = call.of("server");
        return Reply.json(context.view().server(id)
                .orElseThrow(() -> Problem.Kind.NOT_FOUND.because("there is no server " + id)));
    }

    /**
     * An event in the contract's words.
     *
     * @param seq grows by one with each event of the director
     * @param at when
     * @param kind what kind of change
     * @param subject what changed
     * @param was the state before; may be empty
     * @param now the state after
     * @param why the cause
     * @param effect what it means; may be empty
     * @param actor who wanted it; may be empty
     * @param ja its texts in Japanese
     */
    record EventRow(long seq, Instant at, String kind, String subject, String was, String now, String why,
            String effect, String actor, EventWords ja) {
        static EventRow of(Event event) {
            return new EventRow(event.seq(), event.at(),
                    CheckType.word(event.kind()), event.subject(), event.was(),
                    event.now(), event.why(), event.effect(), event.actor(), EventWords.japanese(event));
        }
    }

    private record Events(List<EventRow> events) {}

    private Reply events(Call call) {
        String word = call.query("q").orElse("").toLowerCase(Locale.ROOT);
        List<EventRow> rows = context.state().events(call.number("after", 0, Long.MAX_VALUE, 0)).stream()
                .map(EventRow::of)
                .filter(e -> call.query("kind").filter(k -> !k.equals(e.kind())).isEmpty())
                .filter(e -> (e.subject() + " " + e.why()).toLowerCase(Locale.ROOT).contains(word)).toList();
        int limit = (int) call.number("limit", 1, LiveState.EVENTS, 100);
        return Reply.json(new Events(rows.subList(Math.max(0, rows.size() - limit), rows.size())));
    }

    private Reply table(Call call) throws IOException {
        Message said = context.desk().ask(call.person(), new Message.TableQuery(call.flag("save")));
        if (said instanceof Message.TableText(var lines, var trouble)) {
            if (trouble.isPresent()) {
                throw Problem.Kind.REFUSED.because(trouble.get());
            }
            return Reply.text("text/plain; charset=utf-8",
                    String.join("\n", lines) + "\n");
        }
        throw Context.refused(said);
    }

    private record CheckTypes(List<CheckType> checkTypes) {}

    private Reply checkTypes(Call call) throws IOException {
        return Reply.json(new CheckTypes(
                context.desk().plugins(call.person(), false).stream().map(CheckType::of).toList()));
    }

    private Reply look(Call call) throws IOException {
        return Reply.json(new CheckTypes(
                context.desk().plugins(call.person(), true).stream().map(CheckType::of).toList()));
    }

    private Reply keywords(Call call) throws IOException {
        Message said = context.desk().ask(call.person(), new ConfigRequest.KeywordsQuery(call.flag("checks")));
        if (said instanceof ConfigReply.Keywords(var keywords)) {
            return Reply.json(new Keywords(keywords.stream().map(KeywordRow::of).toList()));
        }
        throw Context.refused(said);
    }

    private record Keywords(List<KeywordRow> keywords) {}
}
