package io.arapaima.manager;

/**
 * What a real server gets, and why.
 *
 * @param member which
 * @param state what it is
 * @param inTable whether the data plane shall hold it
 * @param weight its weight there; 0 when it is not there
 * @param cause the last word alone, for events and mails
 * @param why from the configured weight to the last word
 */
record WeightDecision(Topology.Member member, State state, boolean inTable, int weight, String cause, String why) {
    /** Whether it gets connections, or would if enough others did. */
    boolean serves() {
        return weight > 0 || state == State.WAITING;
    }

    /** States of a real server, as an operator sees them. */
    enum State {
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
        /** An operator wants no new connections. */
        QUIESCED("quiesced"),
        /** An operator overrules failing checks. */
        FORCED_UP("forced up"),
        /** An operator overrules passing checks. */
        FORCED_DOWN("forced down");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
