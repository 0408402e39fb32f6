package io.arapaima.ipc.reason;

import java.util.Arrays;
import java.util.Optional;

/** What a real server is, as an operator sees it. */
public enum ServerState {
    /** No decisive result yet. */
    UNKNOWN("unknown"),
    /** Its checks pass. */
    UP("up"),
    /** A check fails. */
    DOWN("down"),
    /** A check fails, and too few others are left to take it out ({@code min_up}). */
    KEPT("down, kept"),
    /** It failed too often: out until its checks have passed for a while ({@code flap_limit}). */
    FLAPPING("flapping"),
    /** It failed too often, its checks pass, and too few others are left to keep it out. */
    FLAPPING_UP("up, flaps"),
    /** Its checks pass, and it wants no new connections itself. */
    DRAINED("drained"),
    /** It could serve, but too few others could: the sorry server answers until the quorum is there again. */
    WAITING("waits for quorum"),
    /** Nobody asks it: a sorry server with {@code sorry_check = none}. */
    NOT_CHECKED("not checked"),
    /** An operator wants no new connections. */
    QUIESCED("quiesced"),
    /** An operator overrules failing checks. */
    FORCED_UP("forced up"),
    /** An operator overrules passing checks. */
    FORCED_DOWN("forced down");

    private final String word;

    ServerState(String word) {
        this.word = word;
    }

    /** {@return the word for it, as snapshots, events and people have it} */
    public String word() {
        return word;
    }

    /**
     * The other way round.
     *
     * @param word for example {@code up}
     * @return what it stands for; empty when no state of a server has this word
     */
    public static Optional<ServerState> ofWord(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }

    /** {@return whether an operator wants it so} */
    public boolean ordered() {
        return this == QUIESCED || this == FORCED_UP || this == FORCED_DOWN;
    }
}
