package io.arapaima.web.api;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.access.Door;
import io.arapaima.web.access.Passwords;
import io.arapaima.web.access.UserFile;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Users and tokens: for administrators. */
final class UserRoutes {
    private static final String USERS = StateRoutes.API + "/users";
    private static final String TOKENS = StateRoutes.API + "/tokens";
    private static final int LONGEST_LABEL = 64;
    private static final int MOST_DAYS = 3650;
    private static final System.Logger LOG = System.getLogger("web");

    private final Door door;

    UserRoutes(Door door) {
        this.door = door;
    }

    List<Route> routes() {
        return List.of(admin("GET", USERS, _ -> users()), admin("POST", USERS, this::add),
                admin("GET", USERS + "/{user}", call -> shown(known(call))),
                admin("PATCH", USERS + "/{user}", this::change), admin("DELETE", USERS + "/{user}", this::remove),
                admin("GET", TOKENS, _ -> Reply.json(
                        new Tokens(door.users().read().tokens().stream().map(TokenRow::of).toList()))),
                admin("POST", TOKENS, this::issue), admin("DELETE", TOKENS + "/{token}", this::revoke));
    }

    private static Route admin(String method, String path, Route.Action action) {
        return Route.of(method, path, PeerRole.ADMINISTRATOR, action);
    }

    private record UserRow(String name, String role, Instant changed) {
        static UserRow of(UserFile.User user) {
            return new UserRow(user.name(), CheckType.word(user.role()), user.changed());
        }
    }

    private record All(List<UserRow> users) {}

    private Reply users() throws IOException {
        return Reply.json(new All(door.users().read().users().stream().map(UserRow::of).toList()));
    }

    private UserFile.User known(Call call) throws IOException {
        return door.users().read().user(call.of("user"))
                .orElseThrow(() -> Problem.Kind.NOT_FOUND.because("there is no such user"));
    }

    private static String version(UserFile.User user) {
        return Long.toString(user.changed().toEpochMilli());
    }

    private static Reply.Whole shown(UserFile.User user) {
        return Reply.json(UserRow.of(user)).version(version(user));
    }

    static List<Problem.Fault> nameFaults(String name) {
        return name.matches(UserFile.User.NAME)
                ? List.of()
                : List.of(new Problem.Fault("/name", "write 1 to 64 letters, digits and ._@-"));
    }

    static List<Problem.Fault> passwordFaults(String name, String password) {
        String fault = Passwords.fault(name, password);
        return fault.isEmpty() ? List.of() : List.of(new Problem.Fault("/password", fault));
    }

    static Optional<PeerRole> role(String word, List<Problem.Fault> faults) {
        for (PeerRole role : PeerRole.values()) {
            if (CheckType.word(role).equals(word)) {
                return Optional.of(role);
            }
        }
        faults.add(new Problem.Fault("/role", "write viewer, operator, editor or administrator"));
        return Optional.empty();
    }

    /** A new person. */
    record NewUser(String name, String role, String password) {
        /** Prints no password. */
        @Override
        public String toString() {
            return name;
        }
    }

    private String hash(String password) throws IOException {
        return Attempt.tried(() -> door.hash(password));
    }

    private Reply add(Call call) throws IOException {
        NewUser wish = call.read(NewUser.class);
        List<Problem.Fault> faults = new ArrayList<>(nameFaults(wish.name()));
        faults.addAll(passwordFaults(wish.name(), wish.password()));
        Optional<PeerRole> role = role(wish.role(), faults);
        Faults.refuse(faults);
        var user = new UserFile.User(wish.name(), role.orElseThrow(), hash(wish.password()), door.now());
        door.users().change(f -> {
            if (f.user(user.name()).isPresent()) {
                throw Problem.Kind.CONFLICT.because("there is a user " + user.name());
            }
            return f.with(user);
        });
        told(call, "added user " + user);
        return Reply.json(201, UserRow.of(user)).version(version(user));
    }

    private static void told(Call call, String what) {
        LOG.log(System.Logger.Level.INFO, "{0}, by {1} from {2}", what, call.who().name(), call.request().address());
    }

    /** What changes of a person. */
    record Change(Optional<String> role, Optional<String> password) {
        /** Prints no password. */
        @Override
        public String toString() {
            return role.toString();
        }
    }

    private Reply change(Call call) throws IOException {
        Change wish = call.read(Change.class);
        UserFile.User before = known(call);
        List<Problem.Fault> faults = new ArrayList<>();
        wish.password().ifPresent(p -> faults.addAll(passwordFaults(before.name(), p)));
        PeerRole role = wish.role().flatMap(w -> role(w, faults)).orElse(before.role());
        Faults.refuse(faults);
        var _ = Context.requireVersion(call, version(before));
        String hash = wish.password().isPresent() ? hash(wish.password().get()) : before.password();
        var after = new UserFile.User(before.name(), role, hash, door.now());
        door.users().change(f -> {
            if (!f.user(before.name()).equals(Optional.of(before))) {
                throw Problem.Kind.OLD.because("somebody has changed this user at the same time");
            }
            return kept(f.with(after));
        });
        told(call, "changed user " + after);
        return shown(after);
    }

    /** Somebody has to be left who can let others in. */
    private static UserFile kept(UserFile after) {
        if (!after.hasAdministrator()) {
            throw Problem.Kind.CONFLICT.because("this is the last administrator; make another one first");
        }
        return after;
    }

    private Reply remove(Call call) throws IOException {
        UserFile.User user = known(call);
        var _ = Context.requireVersion(call, version(user));
        door.users().change(f -> kept(f.withoutUser(user.name())));
        told(call, "removed user " + user);
        return Reply.nothing();
    }

    private record TokenRow(String id, String name, String role, String by, Instant made, Optional<Instant> ends) {
        static TokenRow of(UserFile.Token token) {
            return new TokenRow(token.id(), token.name(), CheckType.word(token.role()), token.by(), token.made(),
                    token.ends());
        }
    }

    private record Tokens(List<TokenRow> tokens) {}

    /** A new token. */
    record NewToken(String name, String role, Optional<Integer> days) {}

    private record Issued(String id, String token) {}

    private Reply issue(Call call) throws IOException {
        NewToken wish = call.read(NewToken.class);
        List<Problem.Fault> faults = new ArrayList<>();
        if (wish.name().isBlank() || wish.name().length() > LONGEST_LABEL) {
            faults.add(new Problem.Fault("/name", "write 1 to " + LONGEST_LABEL + " characters"));
        }
        if (wish.days().filter(d -> d < 1 || d > MOST_DAYS).isPresent()) {
            faults.add(new Problem.Fault("/days", "write 1 to " + MOST_DAYS));
        }
        Optional<PeerRole> role = role(wish.role(), faults);
        Faults.refuse(faults);
        var made = Door.NewToken.make();
        var token = new UserFile.Token(made.id(), wish.name(), role.orElseThrow(), made.hash(), call.who().name(),
                door.now(), wish.days().map(d -> door.now().plus(Duration.ofDays(d))));
        door.users().change(f -> f.with(token));
        told(call, "made " + token);
        return Reply.json(201, new Issued(token.id(), made.text()));
    }

    private Reply revoke(Call call) throws IOException {
        String id = call.of("token");
        door.users().change(f -> {
            if (f.tokens().stream().noneMatch(t -> t.id().equals(id))) {
                throw Problem.Kind.NOT_FOUND.because("there is no such token");
            }
            return f.withoutToken(id);
        });
        told(call, "revoked token " + id);
        return Reply.nothing();
    }
}
