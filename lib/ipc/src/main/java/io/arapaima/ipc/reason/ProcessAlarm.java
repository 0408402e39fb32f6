package io.arapaima.ipc.reason;

import io.arapaima.daemon.ChildNews;

/** A process of this director does not run as it should. */
public sealed interface ProcessAlarm extends Alarm {
    /**
     * It ended and is started again.
     *
     * @param pid its process id
     * @param code its exit code; above 128 = the number of a signal and 128
     */
    record ProcessEnded(long pid, int code) implements ProcessAlarm {}

    /**
     * It said nothing for too long, was killed and is started again.
     *
     * @param pid its process id
     * @param seconds how long it was silent
     */
    record ProcessKilled(long pid, long seconds) implements ProcessAlarm {}

    /**
     * It says nothing.
     *
     * @param pid its process id
     * @param seconds for how long
     * @param limit after so many seconds it is killed
     */
    record ProcessSilent(long pid, long seconds, long limit) implements ProcessAlarm {}

    /**
     * It cannot be started, and is tried again.
     *
     * @param error the system's words
     */
    record ProcessNotStarted(String error) implements ProcessAlarm {}

    /**
     * The relay said nothing for too long and was killed.
     *
     * @param pid its process id
     * @param seconds how long it was silent
     */
    record RelayKilled(long pid, long seconds) implements ProcessAlarm {}

    /**
     * The relay did not come up.
     *
     * @param socket where it was waited for
     */
    record RelayNotUp(String socket) implements ProcessAlarm {}

    /** The relay ended the conversation. */
    record RelayGone() implements ProcessAlarm {}

    /**
     * A pass of lvs-manager failed by a defect.
     *
     * @param error what was thrown
     */
    record PassFailed(String error) implements ProcessAlarm {}

    /**
     * What a child's news mean.
     *
     * @param news what became of it
     * @return the alarm; {@link Reason#NONE} when it is over
     */
    static Reason of(ChildNews news) {
        return switch (news) {
            case ChildNews.Speaks() -> Reason.NONE;
            case ChildNews.Silent(var pid, var seconds, var limit) -> new ProcessSilent(pid, seconds, limit);
            case ChildNews.Killed(var pid, var seconds) -> new ProcessKilled(pid, seconds);
            case ChildNews.Ended(var pid, var code) -> new ProcessEnded(pid, code);
            case ChildNews.NotStarted(var error) -> new ProcessNotStarted(error);
        };
    }
}
