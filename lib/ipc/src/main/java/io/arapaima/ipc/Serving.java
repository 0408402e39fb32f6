package io.arapaima.ipc;

import java.util.Arrays;
import java.util.Optional;

/** Who answers the clients of a service. */
public enum Serving {
    /** Nobody yet: no check has spoken. */
    STARTING("nobody yet"),
    /** At least one real server. */
    REAL_SERVERS("real servers"),
    /** Fewer real servers than the quorum wants, for want of a sorry server. */
    TOO_FEW("too few real servers"),
    /** The sorry server, because fewer real servers than the quorum wants could. */
    SORRY_FOR_FEW("sorry server for too few"),
    /** The sorry server, because no real server can. */
    SORRY_SERVER("sorry server"),
    /** The sorry server would have to answer, and fails its check: it stays in the table, but nobody answers. */
    SORRY_DOWN("sorry server, down"),
    /** Nobody. */
    NOBODY("nobody");

    private final String word;

    Serving(String word) {
        this.word = word;
    }

    /** {@return the word for it, as snapshots, events and people have it} */
    public String word() {
        return word;
    }

    /**
     * The other way round.
     *
     * @param word for example {@code real servers}
     * @return what it stands for; empty when no state of a service has this word
     */
    public static Optional<Serving> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }

    /** {@return whether the service lacks its quorum; one real server is the least} */
    public boolean lost() {
        return this != STARTING && this != REAL_SERVERS;
    }

    /** {@return whether nobody answers} */
    public boolean dead() {
        return this == NOBODY || this == SORRY_DOWN;
    }

    /** {@return whether the sorry server answers, as far as is known} */
    public boolean sorryAnswers() {
        return this == SORRY_SERVER || this == SORRY_FOR_FEW;
    }

    /** {@return whether the sorry server is in the table} */
    public boolean sorry() {
        return this == SORRY_SERVER || this == SORRY_FOR_FEW || this == SORRY_DOWN;
    }
}
