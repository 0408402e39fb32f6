package io.arapaima.check;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the contract suite must know about one check: how the other side behaves well, and where the check's protocol
 * makes another result right than the {@linkplain Behaviour#usual() usual} one. Every behaviour is either tried or
 * excluded with a reason; the suite fails on one that is neither. Not for sharing between threads.
 */
public final class Terms {
    private static final String NO_CONNECTION = "UDP has no connections";

    private final Check check;
    private final Map<Behaviour, Trial> trials = new EnumMap<>(Behaviour.class);
    private Map<String, String> options = Map.of();
    private Behaviour interruptedIn = Behaviour.HANGS;
    private Duration limit = Duration.ofSeconds(1);
    private Optional<String> neverBlocks = Optional.empty();

    /** What happens in one trial. */
    sealed interface Trial {
        /** It takes place. */
        record Against(Peer.Opener opener, Expectation expectation) implements Trial {}

        /** It cannot take place. */
        record Without(String reason) implements Trial {}

        /** The terms forgot it. */
        record Forgotten() implements Trial {}
    }

    private Terms(Check check) {
        this.check = check;
    }

    /**
     * Terms without any trial: the plugin names them all. For checks that speak neither TCP nor UDP.
     *
     * @param check the check
     * @return terms to go on from
     */
    public static Terms of(Check check) {
        return new Terms(check);
    }

    /**
     * Terms of a check over TCP: a {@link ScriptedServer} for every behaviour, with the usual results.
     *
     * @param check the check
     * @param dialogue how a server talks that the check passes
     * @return terms to go on from
     */
    public static Terms tcp(Check check, Dialogue dialogue) {
        var terms = new Terms(check);
        for (Behaviour each : Behaviour.values()) {
            terms.against(each, () -> new ScriptedServer(each, dialogue), each.usual());
        }
        return terms;
    }

    /**
     * Terms of a check over UDP: {@link ScriptedDatagrams} for every behaviour that needs no connection.
     *
     * @param check the check
     * @param answer from a request to an answer that the check passes
     * @return terms to go on from
     */
    public static Terms udp(Check check, UnaryOperator<byte[]> answer) {
        var terms = new Terms(check);
        for (Behaviour each : Behaviour.values()) {
            switch (each) {
                case ANSWERS, REFUSES, HANGS, TALKS_GARBAGE, FLOODS ->
                    terms.against(each, () -> new ScriptedDatagrams(each, answer), each.usual());
                case DRIPS -> terms.without(each, "a datagram arrives whole or not at all");
                case CLOSES_EARLY, RESETS, BLACK_HOLE -> terms.without(each, NO_CONNECTION);
            }
        }
        return terms;
    }

    /**
     * Another peer, or another result, for one behaviour.
     *
     * @param behaviour the behaviour
     * @param opener makes a peer that behaves so
     * @param expectation what the check must make of it
     * @return these terms
     */
    public Terms against(Behaviour behaviour, Peer.Opener opener, Expectation expectation) {
        trials.put(behaviour, new Trial.Against(opener, expectation));
        return this;
    }

    /**
     * Another result for one behaviour, with the same peer.
     *
     * @param behaviour the behaviour; it must be tried in these terms
     * @param expectation what the check must make of it
     * @return these terms
     */
    public Terms expecting(Behaviour behaviour, Expectation expectation) {
        return switch (trial(behaviour)) {
            case Trial.Against(Peer.Opener opener, _) -> against(behaviour, opener, expectation);
            case Trial.Without _, Trial.Forgotten _ ->
                throw new IllegalStateException("there is no trial against a server that " + behaviour);
        };
    }

    /**
     * A behaviour that cannot exist for this check. The suite prints the reason and reports the trial as skipped.
     *
     * @param behaviour the behaviour
     * @param reason why not, for whoever reads the test's output
     * @return these terms
     */
    public Terms without(Behaviour behaviour, String reason) {
        trials.put(behaviour, new Trial.Without(reason));
        return this;
    }

    /**
     * Options that the check needs against every peer.
     *
     * @param set values by option name
     * @return these terms
     */
    public Terms options(Map<String, String> set) {
        options = Map.copyOf(set);
        return this;
    }

    /**
     * Where the check blocks until it is interrupted; {@link Behaviour#HANGS} unless said otherwise.
     *
     * @param behaviour a tried behaviour that keeps a probe busy until its deadline
     * @return these terms
     */
    public Terms interruptedIn(Behaviour behaviour) {
        interruptedIn = behaviour;
        return this;
    }

    /**
     * A check that asks nobody and so has nothing to wait for: it is not interrupted. The suite prints the reason.
     *
     * @param reason why it never blocks
     * @return these terms
     */
    public Terms neverBlocks(String reason) {
        neverBlocks = Optional.of(reason);
        return this;
    }

    /**
     * How long a probe may take in the trials in which time matters; 1 s unless said otherwise. Raise it only where even a
     * busy machine needs longer to get so far, for example through a TLS handshake. What ends by itself may take
     * {@link Asking#LIMIT}.
     *
     * @param duration the limit
     * @return these terms
     */
    public Terms limit(Duration duration) {
        limit = duration;
        return this;
    }

    Check check() {
        return check;
    }

    Trial trial(Behaviour behaviour) {
        return trials.getOrDefault(behaviour, new Trial.Forgotten());
    }

    Map<String, String> options() {
        return options;
    }

    Optional<String> whyItNeverBlocks() {
        return neverBlocks;
    }

    Behaviour interruptedIn() {
        return interruptedIn;
    }

    /** At one byte a second a deadline of 1 s would pass before the second byte, and prove nothing. */
    Duration limit(Behaviour behaviour) {
        return switch (behaviour) {
            case ANSWERS, REFUSES, CLOSES_EARLY, RESETS -> mayTimeOut(behaviour) ? limit : Asking.LIMIT;
            case DRIPS -> limit.plusMillis(600);
            case HANGS, TALKS_GARBAGE, FLOODS, BLACK_HOLE -> limit;
        };
    }

    /** Where it may not, the other side ends the trial, and a machine that is late must not end it before. */
    private boolean mayTimeOut(Behaviour behaviour) {
        return trial(behaviour) instanceof Trial.Against(_, Expectation expectation)
                && expectation.holds().test(new CheckResult.Failed(CheckResult.Reason.TIMEOUT, ""));
    }
}
