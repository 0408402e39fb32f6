package io.arapaima.ipc.reason;

/** The check engine cannot do its work. */
public sealed interface EngineAlarm extends Alarm {
    /**
     * No check has its turn.
     *
     * @param seconds for how long
     */
    record ChecksStarved(long seconds) implements EngineAlarm {}

    /**
     * Checks start late.
     *
     * @param how late, in words
     */
    record ChecksLate(String how) implements EngineAlarm {}

    /**
     * Too many probes run already.
     *
     * @param starts how many were left out
     * @param most how many may run
     * @param ofOne how many of one plugin
     */
    record TooManyProbes(long starts, int most, int ofOne) implements EngineAlarm {}

    /** A defect, of which the journal tells more. */
    record EngineDefect() implements EngineAlarm {}

    /**
     * This director has no network.
     *
     * @param cause how that shows, one sentence in English
     */
    record NetworkGone(String cause) implements EngineAlarm {}

    /**
     * A planned check is not run.
     *
     * @param check its identity
     * @param objection why not, one sentence in English
     */
    record CheckNotRun(String check, String objection) implements EngineAlarm {}
}
