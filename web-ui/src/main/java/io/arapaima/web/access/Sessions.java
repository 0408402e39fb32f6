package io.arapaima.web.access;

import io.arapaima.ipc.peer.PeerRole;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signed-in browsers, in memory alone: a restart signs everybody out. What the browser holds is a random word of which only the
 * digest is kept here; it is always made here and never taken from a request, so that nobody can plant one. Thread-safe.
 */
public final class Sessions {
    /** Of whoever may change something: ILUKA's 900 s. */
    public static final Duration IDLE = Duration.ofMinutes(15);
    /** Of everybody. */
    public static final Duration LONGEST = Duration.ofHours(12);
    private static final int MOST = 1000;
    private static final int MOST_OF_ONE = 20;

    private final InstantSource clock;
    private final Map<String, Session> byDigest = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param clock of the machine
     */
    public Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Somebody has signed in.
     *
     * @param user who
     * @param from which address
     * @param agent what the browser calls itself
     * @return the word for the cookie
     */
    public synchronized String begin(String user, String from, String agent) {
        Instant now = clock.instant();
        byDigest.values().removeIf(s -> !now.isBefore(s.began().plus(LONGEST)));
        List<Session> own = new ArrayList<>(byDigest.values().stream().filter(s -> s.user().equals(user)).toList());
        if (own.size() >= MOST_OF_ONE) {
            end(oldest(own).id());
        } else if (byDigest.size() >= MOST) {
            end(oldest(byDigest.values().stream().toList()).id());
        }
        String word = Secrets.word();
        byDigest.put(Secrets.digest(word),
                new Session(Secrets.of("0123456789abcdef", 16), user, from, agent, now, now));
        return word;
    }

    private static Session oldest(List<Session> sessions) {
        return sessions.stream().min(Comparator.comparing(Session::used)).orElseThrow();
    }

    /**
     * Whose a word is.
     *
     * @param word from a cookie
     * @param users who may come in now
     * @param active whether the request shows that somebody is there; a stream that stays open does not
     * @return the session and its person; empty when there is none any more
     */
    public synchronized Optional<Caller> find(String word, UserFile users, boolean active) {
        String digest = Secrets.digest(word);
        Session session = byDigest.get(digest);
        if (session == null) {
            return Optional.empty();
        }
        Optional<UserFile.User> user = users.user(session.user());
        if (user.isEmpty() || isOver(session, user.get())) {
            byDigest.remove(digest);
            return Optional.empty();
        }
        if (active) {
            byDigest.put(digest, session.usedAt(clock.instant()));
        }
        return Optional.of(new Caller(session.user(), user.get().role(), session.id()));
    }

    /** A change of the person's role or password ends what began before. */
    private boolean isOver(Session session, UserFile.User user) {
        Instant now = clock.instant();
        return !now.isBefore(session.began().plus(LONGEST)) || user.changed().isAfter(session.began())
                || (user.role() != PeerRole.VIEWER && !now.isBefore(session.used().plus(IDLE)));
    }

    /**
     * Ends one.
     *
     * @param id its public name
     * @return whether there was one
     */
    public synchronized boolean end(String id) {
        return byDigest.values().removeIf(s -> s.id().equals(id));
    }

    /** {@return all of them, the one that was used last first} */
    public synchronized List<Session> all() {
        return byDigest.values().stream().sorted(Comparator.comparing(Session::used).reversed()).toList();
    }
}
