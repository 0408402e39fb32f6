package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.Reason;

/**
 * Something that is wrong with this director.
 *
 * @param grade what it leaves of its fitness; FIT = everything, it is only worth telling
 * @param what what is wrong
 * @param since when it began, in nanoseconds of this director's clock
 */
public record Trouble(Grade grade, Reason what, long since) {
    /** Subject of the trouble that targets do not answer; the partner may be about to find out the same. */
    public static final String REACH = "reach";
}
