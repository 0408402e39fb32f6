package io.arapaima.web.api;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.access.Caller;
import io.arapaima.web.access.Door;
import io.arapaima.web.access.Session;
import io.arapaima.web.access.Sessions;
import io.arapaima.web.access.UserFile;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is signed in, and how one comes and goes. */
final class SignInRoutes {
    private static final String API = StateRoutes.API;
    private static final String CURRENT = "current";

    private final Door door;
    private final String cookie;

    SignInRoutes(Door door, String cookie) {
        this.door = door;
        this.cookie = cookie;
    }

    List<Route> routes() {
        return List.of(Route.open("POST", API + "/sessions", this::signIn),
                Route.open("POST", API + "/setup", this::setUp),
                Route.of("GET", API + "/me", PeerRole.VIEWER, call -> Reply.json(Me.of(call.who()))),
                Route.of("PUT", API + "/me/password", PeerRole.VIEWER, this::changePassword),
                Route.of("GET", API + "/sessions", PeerRole.ADMINISTRATOR, _ -> Reply.json(
                        new All(door.sessions().all().stream().map(Row::of).toList()))),
                Route.of("DELETE", API + "/sessions/{session}", PeerRole.VIEWER, this::end));
    }

    private record Me(String name, String role, String session) {
        static Me of(Caller caller) {
            return new Me(caller.name(), CheckType.word(caller.role()), caller.session());
        }
    }

    private record Row(String id, String user, String from, String agent, Instant began, Instant used) {
        static Row of(Session session) {
            return new Row(session.id(), session.user(), session.from(), session.agent(), session.began(),
                    session.used());
        }
    }

    private record All(List<Row> sessions) {}

    /** What is typed at the door. */
    record SignIn(String name, String password) {
        /** Prints no password. */
        @Override
        public String toString() {
            return name;
        }
    }

    private static String agent(Call call) {
        return call.request().header().apply("User-Agent").orElse("");
    }

    private Reply signIn(Call call) throws IOException {
        SignIn typed = call.read(SignIn.class);
        return begun(call,
                Attempt.tried(
                        () -> door.signIn(typed.name(), typed.password(), call.request().address(), agent(call))));
    }

    /** A session that the browser had before ends: nobody else shall go on with it. */
    private Reply begun(Call call, String word) throws IOException {
        call.caller().filter(Caller::isBrowser).ifPresent(before -> door.sessions().end(before.session()));
        Caller caller = door.bySession(word, true).orElseThrow();
        return Reply.json(201, Me.of(caller)).header("Set-Cookie", cookie + "=" + word
                + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + Sessions.LONGEST.toSeconds());
    }

    /** Who comes in by the one-time code. */
    record SetUp(String code, String name, String password) {
        /** Prints no password. */
        @Override
        public String toString() {
            return name;
        }
    }

    private Reply setUp(Call call) throws IOException {
        SetUp typed = call.read(SetUp.class);
        List<Problem.Fault> faults = new ArrayList<>(UserRoutes.nameFaults(typed.name()));
        faults.addAll(UserRoutes.passwordFaults(typed.name(), typed.password()));
        Faults.refuse(faults);
        return begun(call,
                Attempt.tried(() -> door.useCode(typed.code(), typed.name(), typed.password(), call.request().address(),
                        agent(call))));
    }

    /** The old and the new one. */
    record NewPassword(String old, String password) {
        /** Prints no password. */
        @Override
        public String toString() {
            return "passwords";
        }
    }

    private Reply changePassword(Call call) throws IOException {
        NewPassword typed = call.read(NewPassword.class);
        Caller who = call.who();
        if (!who.isBrowser()) {
            throw Problem.Kind.CONFLICT.because("a token has no password");
        }
        Faults.refuse(UserRoutes.passwordFaults(who.name(), typed.password()));
        String word = Attempt.tried(() -> {
            door.prove(who.name(), typed.old(), call.request().address());
            String hash = door.hash(typed.password());
            Instant now = door.now();
            door.users().change(f -> f.user(who.name())
                    .map(u -> f.with(new UserFile.User(u.name(), u.role(), hash, now))).orElse(f));
            return door.sessions().begin(who.name(), call.request().address(), agent(call));
        });
        return begun(call, word);
    }

    private Reply end(Call call) {
        String id = call.of("session");
        Caller who = call.who();
        boolean own = id.equals(CURRENT) || id.equals(who.session());
        Optional<Session> session = door.sessions().all().stream()
                .filter(s -> s.id().equals(own ? who.session() : id)).findFirst();
        if (session.isPresent() && !session.get().user().equals(who.name()) && who.role() != PeerRole.ADMINISTRATOR) {
            throw Problem.Kind.ROLE.because("an administrator ends sessions of others");
        }
        if (session.isEmpty() || !door.sessions().end(session.get().id())) {
            throw Problem.Kind.NOT_FOUND.because("there is no such session");
        }
        return own
                ? Reply.nothing().header("Set-Cookie",
                        cookie + "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
                : Reply.nothing();
    }
}
