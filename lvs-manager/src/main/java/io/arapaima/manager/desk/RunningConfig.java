package io.arapaima.manager.desk;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import java.util.concurrent.CompletableFuture;

/** The configuration in force and whoever changes it: the director's thread, as {@link ConfigDesk} sees it. Nothing here waits. */
public interface RunningConfig {
    /**
     * What is in force, and what checks there are to judge another file by.
     *
     * @param loaded the file
     * @param catalogue the checks
     */
    record InForce(ConfigSource.Loaded loaded, CheckCatalogue catalogue) {}

    /** {@return what is in force, once the director comes to it} */
    CompletableFuture<InForce> inForce();

    /**
     * Takes a file into use, which is an event.
     *
     * @param loaded judged, and on the disk
     * @param how for the event, for example {@code revision 43 in force}
     * @param actor who wants it
     * @return every change in words, once it is in force
     */
    CompletableFuture<Message.Answer> adopt(ConfigSource.Loaded loaded, FileReason how, String actor);

    /**
     * A file was not taken into use, which is an event.
     *
     * @param why what is wrong with it
     * @param actor who wanted it
     */
    void refused(FileReason why, String actor);

    /**
     * Something happened to lvs.cf, which is an event.
     *
     * @param kind of the event
     * @param now what
     * @param why the cause
     * @param actor who
     */
    void tell(Event.Kind kind, String now, Reason why, String actor);

    /**
     * Something is wrong with the desk's files.
     *
     * @param subject which
     * @param what what is wrong; {@link Reason#NONE} = it is over
     */
    void trouble(String subject, Reason what);

    /** What is in force is meant to stay: it goes to the partner where the file says so. */
    void share();
}
