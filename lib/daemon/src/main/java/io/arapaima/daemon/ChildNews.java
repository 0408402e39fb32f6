package io.arapaima.daemon;

/** What became of a child that is to run always. */
public sealed interface ChildNews {
    /** It speaks again. */
    record Speaks() implements ChildNews {}

    /**
     * It says nothing.
     *
     * @param pid its process id
     * @param seconds for how long
     * @param limit after so many seconds it is killed
     */
    record Silent(long pid, long seconds, long limit) implements ChildNews {}

    /**
     * It said nothing for too long, was killed and is started again.
     *
     * @param pid its process id
     * @param seconds how long it was silent
     */
    record Killed(long pid, long seconds) implements ChildNews {}

    /**
     * It ended and is started again.
     *
     * @param pid its process id
     * @param code its exit code; above 128 = the number of a signal and 128
     */
    record Ended(long pid, int code) implements ChildNews {}

    /**
     * It could not be started and is tried again.
     *
     * @param error the system's words
     */
    record NotStarted(String error) implements ChildNews {}
}
