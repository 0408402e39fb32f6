package io.arapaima.alerts;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.Subject;
import io.arapaima.ipc.Serving;
import java.util.Locale;

/** What a mail says about each kind of event, and what comes first: the order of the constants. */
public enum MailTopic {
    /** Clients get no answer, or a sorry page. */
    SERVICE_LOST("service"),
    /** This side is ill: what it says about servers may be wrong. */
    TROUBLE("trouble"),
    /** The director does not do what its file says. */
    REJECTED("reload"),
    /** This director serves now, and another one does not any more. */
    ROLE("role"),
    /** Fewer servers than should be. */
    SERVER_LOST("server"),
    /** A server that comes and goes, and stays out for a while. */
    SERVER_FLAPS("server"),
    /** Somebody else writes the table. */
    DRIFT("drift"),
    /** The sorry server answers. */
    SORRY("sorry"),
    /** Good news and wishes. */
    SERVICE_BACK("service"),
    /** This director has a virtual address now. */
    ADDRESS_HERE("address"),
    /** This director has a virtual address no more. */
    ADDRESS_GONE("address"),
    /** A server is back. */
    SERVER_BACK("server"),
    /** A server does not come and go any more. */
    SERVER_STEADY("server"),
    /** The sorry server rests. */
    SORRY_OVER("sorry"),
    /** This side is well. */
    TROUBLE_OVER("trouble"),
    /** An operator's wish took effect. */
    WISH("server"),
    /** A new configuration. */
    RELOADED("reload"),
    /** Never mailed. */
    QUIET("quiet");

    private final String family;

    MailTopic(String family) {
        this.family = family;
    }

    /** Within one family and subject, the last event is what holds now. */
    String family() {
        return family;
    }

    /** {@return whether the standby of a pair sees the same; then its active director alone mails it} */
    public boolean seenByBoth() {
        return switch (this) {
            case SERVICE_LOST, SERVICE_BACK, SERVER_LOST, SERVER_FLAPS, SERVER_BACK, SERVER_STEADY, SORRY,
                    SORRY_OVER ->
                true;
            case TROUBLE, TROUBLE_OVER, REJECTED, RELOADED, ROLE, DRIFT, ADDRESS_HERE, ADDRESS_GONE, WISH, QUIET ->
                false;
        };
    }

    /** Whether its mail waits for no limit: clients are without a service, or have one again, or another director serves. */
    boolean urgent() {
        return switch (this) {
            case SERVICE_LOST, SERVICE_BACK, SORRY, SORRY_OVER, ROLE -> true;
            case SERVER_LOST, SERVER_FLAPS, SERVER_BACK, SERVER_STEADY, TROUBLE, TROUBLE_OVER, REJECTED, RELOADED,
                    DRIFT, ADDRESS_HERE, ADDRESS_GONE,
                    WISH, QUIET ->
                false;
        };
    }

    /**
     * Which topic an event belongs to.
     *
     * @param kind of the event
     * @return its topic
     */
    public static MailTopic of(Event.Kind kind) {
        return switch (kind) {
            case SERVER_UP -> SERVER_BACK;
            case SERVER_DOWN -> SERVER_LOST;
            case FLAPPING -> SERVER_FLAPS;
            case FLAPPING_OVER -> SERVER_STEADY;
            case SERVICE_DOWN -> SERVICE_LOST;
            case SERVICE_UP -> SERVICE_BACK;
            case SORRY_ON -> SORRY;
            case SORRY_OFF -> SORRY_OVER;
            case OPERATOR -> WISH;
            case RELOADED -> RELOADED;
            case RELOAD_REJECTED -> REJECTED;
            case TROUBLE -> TROUBLE;
            case TROUBLE_OVER -> TROUBLE_OVER;
            case DRIFT -> DRIFT;
            case ADDRESS_TAKEN -> ADDRESS_HERE;
            case ADDRESS_RELEASED -> ADDRESS_GONE;
            case ROLE_TAKEN -> ROLE;
            case WEIGHT, LIFE, ROLE_GIVEN -> QUIET;
        };
    }

    /** The virtual service that an event is about, or its subject. */
    static String group(Event event) {
        return switch (event.about()) {
            case Subject.Server server -> server.service();
            case Subject.Service service -> service.name();
            case Subject.Address _, Subject.Role _, Subject.Config _, Subject.Component _ -> event.subject();
        };
    }

    static String headline(Event event) {
        String why = event.why().isEmpty() ? "" : " (" + event.why() + ")";
        String subject = event.subject();
        return switch (of(event.kind())) {
            case SERVICE_LOST -> name(event) + lost(event.now()) + why;
            case TROUBLE -> "TROUBLE " + subject + ": " + event.now() + why;
            case REJECTED -> "RELOAD REJECTED: " + (event.why().isEmpty() ? subject : event.why());
            case ROLE -> "this director is ACTIVE now" + why;
            case SERVER_LOST -> name(event) + " DOWN" + why;
            case SERVER_FLAPS -> name(event) + " FLAPS" + why;
            case SERVER_STEADY -> name(event) + " UP, flaps no more" + why;
            case DRIFT -> "DRIFT " + subject + ": " + event.now() + why;
            case SORRY -> name(event) + ": sorry server ON" + why;
            case ADDRESS_HERE, ADDRESS_GONE -> subject + " " + event.now() + why;
            case SERVICE_BACK -> name(event) + (balanced(event.now()) ? ": real servers again" : ": running again")
                    + why;
            case SERVER_BACK -> name(event) + " UP" + why;
            case SORRY_OVER -> name(event) + ": sorry server off" + why;
            case TROUBLE_OVER -> subject + ": " + event.now() + (event.was().isEmpty() ? "" : " after " + event.was());
            case WISH -> name(event) + " " + event.now() + why;
            case RELOADED -> event.now() + why;
            case QUIET -> event.line();
        };
    }

    /** The command that shows more. */
    static String hint(Event event) {
        return switch (of(event.kind())) {
            case SERVER_LOST, SERVER_FLAPS, SERVER_BACK, SERVER_STEADY, WISH -> "lvsctl why " + event.subject();
            case REJECTED -> "lvsctl check " + event.subject();
            case RELOADED, DRIFT -> "lvsctl events";
            case SERVICE_LOST, SERVICE_BACK, SORRY, SORRY_OVER, TROUBLE, TROUBLE_OVER, ROLE, ADDRESS_HERE,
                    ADDRESS_GONE, QUIET ->
                "lvsctl status";
        };
    }

    private static String lost(String now) {
        return Serving.ofWord(now).map(serving -> switch (serving) {
            case TOO_FEW -> ": TOO FEW REAL SERVERS";
            case SORRY_FOR_FEW -> ": TOO FEW REAL SERVERS, now sorry server";
            case SORRY_DOWN -> ": NOBODY ANSWERS, the sorry server is down too";
            case STARTING, REAL_SERVERS, SORRY_SERVER, NOBODY -> ": NO REAL SERVER LEFT, now " + now;
        }).orElseGet(() -> " " + now.toUpperCase(Locale.ROOT));
    }

    /** Whether real servers answer for a service, or should; else it is a program that fails over. */
    private static boolean balanced(String serving) {
        return Serving.ofWord(serving).isPresent();
    }

    private static String name(Event event) {
        return switch (event.about()) {
            case Subject.Service(var name) -> name;
            case Subject.Server(var service, var name) -> service + ": " + name;
            case Subject.Address _, Subject.Role _, Subject.Config _, Subject.Component _ -> event.subject();
        };
    }
}
