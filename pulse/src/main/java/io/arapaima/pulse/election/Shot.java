package io.arapaima.pulse.election;

/** How the fencing of a silent partner stands. Times are nanoseconds of this director's own clock. */
sealed interface Shot {
    /**
     * The agent is at work.
     *
     * @param at since when
     * @param failures how often it has failed before
     */
    record Running(long at, int failures) implements Shot {}

    /**
     * It could not do it.
     *
     * @param at since when that is known
     * @param failures how often in a row
     * @param why one sentence
     */
    record Failed(long at, int failures, String why) implements Shot {}

    /**
     * It says that the partner is off, or was; so its addresses are gone, whatever it did before.
     *
     * @param at since when that is known
     */
    record Hit(long at) implements Shot {}
}
