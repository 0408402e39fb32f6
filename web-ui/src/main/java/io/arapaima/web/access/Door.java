package io.arapaima.web.access;

import io.arapaima.ipc.peer.PeerRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The way in: name and password, the one-time code, a session's word, a token. Guessing costs whoever guesses: after five wrong
 * passwords for one name from one address that address waits a minute for each further one of that name, and after sixty for
 * any names five seconds for each; nobody is locked out by what comes from elsewhere. Thread-safe.
 */
public final class Door {
    private static final String TOKEN = "arapaima_";
    private static final String BEARER = "Bearer ";
    private static final int TRIES = 5;
    private static final int TRIES_OF_AN_ADDRESS = 60;
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration PAUSE_OF_AN_ADDRESS = Duration.ofSeconds(5);
    private static final int IPV6_NETWORK = 8;
    private static final System.Logger LOG = System.getLogger("web");

    private final Users users;
    private final Sessions sessions;
    private final Passwords passwords = new Passwords();
    private final OneTimeCode code;
    private final InstantSource clock;
    private final Throttle ofName;
    private final Throttle ofAddress;

    /** Somebody may not come in. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Optional<Duration> wait;

        RefusedException(Optional<Duration> wait) {
            super(wait.isPresent() ? "too many attempts" : "wrong name or password");
            this.wait = wait;
        }

        /** {@return how long it has to wait before it is looked at again; empty = it was wrong} */
        public Optional<Duration> waiting() {
            return wait;
        }
    }

    /**
     * Over the files of a state folder.
     *
     * @param users who may come in
     * @param code the one-time code
     * @param clock of the machine
     * @param nanoClock the machine's monotonic clock
     */
    public Door(Users users, OneTimeCode code, InstantSource clock, LongSupplier nanoClock) {
        this.users = users;
        this.code = code;
        this.clock = clock;
        this.sessions = new Sessions(clock);
        this.ofName = new Throttle(TRIES, PAUSE, nanoClock);
        this.ofAddress = new Throttle(TRIES_OF_AN_ADDRESS, PAUSE_OF_AN_ADDRESS, nanoClock);
    }

    /** {@return the signed-in browsers} */
    public Sessions sessions() {
        return sessions;
    }

    /** {@return who may come in} */
    public Users users() {
        return users;
    }

    /**
     * Signs a person in.
     *
     * @param name as typed
     * @param password as typed
     * @param from the address that asks
     * @param agent what the browser calls itself
     * @return the word for the cookie
     * @throws RefusedException if the two do not belong together, or too many did not
     * @throws Passwords.BusyException when too many sign in at once
     * @throws IOException if the file of users cannot be read
     */
    public String signIn(String name, String password, String from, String agent)
            throws RefusedException, Passwords.BusyException, IOException {
        count(name, from);
        Optional<UserFile.User> user = users.read().user(name);
        if (!passwords.matches(password, user.map(UserFile.User::password).orElse(""))) {
            LOG.log(System.Logger.Level.WARNING, "sign-in refused: user {0} from {1}", shown(name), from);
            throw new RefusedException(Optional.empty());
        }
        forgive(name, from);
        LOG.log(System.Logger.Level.INFO, "signed in: {0} from {1}", name, from);
        return sessions.begin(name, from, agent);
    }

    /** A name that was typed may be anything, a password too. */
    private static String shown(String name) {
        return name.matches(UserFile.User.NAME) ? name : "with a name that cannot be";
    }

    private void count(String name, String from) throws RefusedException {
        String network = network(from);
        Optional<Duration> wait = ofAddress.take(network).or(() -> ofName.take(network + " " + name));
        if (wait.isPresent()) {
            throw new RefusedException(wait);
        }
    }

    /** The name alone: who has a password of his own shall not guess others' without end. */
    private void forgive(String name, String from) {
        ofName.forgive(network(from) + " " + name);
    }

    /** Who has one IPv6 address has the network of it. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length > IPV6_NETWORK
                    ? InetAddress.getByAddress(java.util.Arrays.copyOf(java.util.Arrays.copyOf(bytes, IPV6_NETWORK),
                            bytes.length)).getHostAddress()
                    : address;
        } catch (IllegalArgumentException | UnknownHostException e) {
            return address;
        }
    }

    /**
     * Lets an administrator in by the one-time code, and sets the password.
     *
     * @param word the code as typed
     * @param name of the user, who is made or gets this password and the role
     * @param password that {@link Passwords#fault} finds nothing wrong with
     * @param from the address that asks
     * @param agent what the browser calls itself
     * @return the word for the cookie
     * @throws RefusedException if it is not the code, or too many were not
     * @throws Passwords.BusyException when too many sign in at once
     * @throws IOException if the files cannot be read or written
     */
    public String useCode(String word, String name, String password, String from, String agent)
            throws RefusedException, Passwords.BusyException, IOException {
        count("one-time code", from);
        String hash = passwords.hash(password);
        if (!code.use(word)) {
            LOG.log(System.Logger.Level.WARNING, "one-time code refused: from {0}", from);
            throw new RefusedException(Optional.empty());
        }
        forgive("one-time code", from);
        users.change(f -> f.with(new UserFile.User(name, PeerRole.ADMINISTRATOR, hash, now())));
        LOG.log(System.Logger.Level.INFO, "administrator {0} set by the one-time code from {1}", name, from);
        return sessions.begin(name, from, agent);
    }

    /** {@return now, in the precision of the file of users} */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Compares with a person's password, and counts as {@link #signIn} does.
     *
     * @param name whose
     * @param password as typed
     * @param from the address that asks
     * @throws RefusedException if it is another one, or too many were
     * @throws Passwords.BusyException when too many sign in at once
     * @throws IOException if the file of users cannot be read
     */
    public void prove(String name, String password, String from)
            throws RefusedException, Passwords.BusyException, IOException {
        count(name, from);
        if (!passwords.matches(password, users.read().user(name).map(UserFile.User::password).orElse(""))) {
            throw new RefusedException(Optional.empty());
        }
        forgive(name, from);
    }

    /** {@return the hash of a new password} */
    public String hash(String password) throws Passwords.BusyException {
        return passwords.hash(password);
    }

    /**
     * Whose a session's word is.
     *
     * @param word from the cookie
     * @param active whether the request shows that somebody is there
     * @return who; empty = nobody any more
     * @throws IOException if the file of users cannot be read
     */
    public Optional<Caller> bySession(String word, boolean active) throws IOException {
        return sessions.find(word, users.read(), active);
    }

    /**
     * Asks once more who makes a request that lasts; a stream does not show that somebody is there.
     *
     * @param authorization the header, where a program asks
     * @param word from the cookie, where a browser does
     * @return who; empty = nobody any more
     * @throws IOException if the file of users cannot be read
     */
    public Optional<Caller> again(Optional<String> authorization, Optional<String> word) throws IOException {
        if (authorization.isPresent()) {
            return byHeader(authorization.get());
        }
        return word.isEmpty() ? Optional.empty() : bySession(word.get(), false);
    }

    /**
     * Whose a token is, as the header {@code Authorization} shows it.
     *
     * @param header {@code Bearer TOKEN}
     * @return who; empty = nobody
     * @throws IOException if the file of users cannot be read
     */
    public Optional<Caller> byHeader(String header) throws IOException {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? byToken(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /**
     * A new token.
     *
     * @param id its public name
     * @param secret what only its owner knows
     */
    public record NewToken(String id, String secret) {
        /** {@return what is shown once} */
        public String text() {
            return TOKEN + id + "_" + secret;
        }

        /** {@return what is kept} */
        public String hash() {
            return Secrets.digest(secret);
        }

        /** {@return one that nobody has seen} */
        public static NewToken make() {
            return new NewToken(Secrets.of("0123456789abcdef", 12), Secrets.word());
        }
    }

    private Optional<Caller> byToken(String text) throws IOException {
        int end = text.indexOf('_', TOKEN.length());
        if (!text.startsWith(TOKEN) || end < 0) {
            return Optional.empty();
        }
        String id = text.substring(TOKEN.length(), end);
        String digest = Secrets.digest(text.substring(end + 1));
        Instant now = clock.instant();
        return users.read().tokens().stream()
                .filter(t -> t.id().equals(id) && Secrets.same(t.hash(), digest)
                        && t.ends().filter(e -> !now.isBefore(e)).isEmpty())
                .findFirst().map(t -> new Caller("token " + t.name(), t.role(), ""));
    }
}
