package io.arapaima.web.access;

import io.arapaima.checkspec.PrintableText;
import io.arapaima.ipc.peer.PeerRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everybody who may come in, as it is kept on the disk.
 *
 * @param version of this format; 1
 * @param users people
 * @param tokens programs
 */
public record UserFile(int version, List<User> users, List<Token> tokens) {
    /** Of this build. */
    public static final int VERSION = 1;
    /** Of a machine where nobody has set a password yet. */
    static final UserFile EMPTY = new UserFile(VERSION, List.of(), List.of());

    /** Keeps copies. */
    public UserFile {
        users = List.copyOf(users);
        tokens = List.copyOf(tokens);
    }

    /**
     * A person.
     *
     * @param name as it is typed at the sign-in
     * @param role what it may do
     * @param password its hash
     * @param changed when name, role or password were set; sessions that began before have ended
     */
    public record User(String name, PeerRole role, String password, Instant changed) {
        /** Of names. */
        public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

        /** Prints no hash. */
        @Override
        public String toString() {
            return name + " (" + role + ")";
        }
    }

    /**
     * What a program shows instead of signing in.
     *
     * @param id names it, and is no secret
     * @param name what it is for
     * @param role what it may do
     * @param hash of its secret
     * @param by who made it
     * @param made when
     * @param ends from when on it is no good; empty = never
     */
    public record Token(String id, String name, PeerRole role, String hash, String by, Instant made,
            Optional<Instant> ends) {
        /** Makes printable lines of what people wrote. */
        public Token {
            name = PrintableText.line(name);
            by = PrintableText.line(by);
        }

        /** Prints no hash. */
        @Override
        public String toString() {
            return "token " + id + " (" + role + ")";
        }
    }

    /** {@return a person by name} */
    public Optional<User> user(String name) {
        return users.stream().filter(u -> u.name().equals(name)).findFirst();
    }

    /** {@return the same with a person in the place of the one of that name, or added} */
    public UserFile with(User user) {
        boolean known = user(user.name()).isPresent();
        return new UserFile(version,
                known
                        ? users.stream().map(u -> u.name().equals(user.name()) ? user : u).toList()
                        : Stream.concat(users.stream(), Stream.of(user)).toList(),
                tokens);
    }

    /** {@return the same without a person} */
    public UserFile withoutUser(String name) {
        return new UserFile(version, users.stream().filter(u -> !u.name().equals(name)).toList(), tokens);
    }

    /** {@return the same with one more token} */
    public UserFile with(Token token) {
        return new UserFile(version, users, Stream.concat(tokens.stream(), Stream.of(token)).toList());
    }

    /** {@return the same without a token} */
    public UserFile withoutToken(String id) {
        return new UserFile(version, users, tokens.stream().filter(t -> !t.id().equals(id)).toList());
    }

    /** {@return whether somebody could still let others in} */
    public boolean hasAdministrator() {
        return users.stream().anyMatch(u -> u.role() == PeerRole.ADMINISTRATOR);
    }
}
