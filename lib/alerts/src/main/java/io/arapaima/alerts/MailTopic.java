package io.arapaima.alerts;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.Subject;

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
    /** The mail server was out of reach; whoever reads that has got the mail. */
    MAIL_TROUBLE("trouble"),
    /** An operator's wish took effect. */
    WISH("server"),
    /** A new configuration. */
    RELOADED("reload"),
    /** Never mailed. */
    QUIET("quiet");

    private static final Subject MAIL = new Subject.Component("mail");

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
            case TROUBLE, TROUBLE_OVER, MAIL_TROUBLE, REJECTED, RELOADED, ROLE, DRIFT, ADDRESS_HERE, ADDRESS_GONE, WISH,
                    QUIET ->
                false;
        };
    }

    /** Whether its mail waits for no limit: clients are without a service, or have one again, or another director serves. */
    boolean urgent() {
        return switch (this) {
            case SERVICE_LOST, SERVICE_BACK, SORRY, SORRY_OVER, ROLE -> true;
            case SERVER_LOST, SERVER_FLAPS, SERVER_BACK, SERVER_STEADY, TROUBLE, TROUBLE_OVER, MAIL_TROUBLE, REJECTED,
                    RELOADED, DRIFT, ADDRESS_HERE, ADDRESS_GONE,
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

    /** Which topic an event belongs to. */
    static MailTopic of(Event event) {
        MailTopic topic = of(event.kind());
        return topic == TROUBLE && event.about().equals(MAIL) ? MAIL_TROUBLE : topic;
    }

    /** Mails about one thing lie together: all about a service and its servers, all about one trouble. */
    static String thread(Event event) {
        if (of(event).family().equals(TROUBLE.family)) {
            return troubleThread(event.subject());
        }
        return switch (event.about()) {
            case Subject.Server(var service, var _) -> thread(service);
            case Subject.Service(var name) -> thread(name);
            case Subject.Address _, Subject.Role _, Subject.Config _, Subject.Component _ -> event.subject();
        };
    }

    static String thread(String service) {
        return new Subject.Service(service).text();
    }

    static String troubleThread(String subject) {
        return "trouble " + subject;
    }

    /** The service that an event is about; empty = none. */
    static String service(Event event) {
        return switch (event.about()) {
            case Subject.Server(var service, var _) -> service;
            case Subject.Service(var name) -> name;
            case Subject.Address _, Subject.Role _, Subject.Config _, Subject.Component _ -> "";
        };
    }

    /** What changed, without its service. */
    static String name(Event event) {
        return switch (event.about()) {
            case Subject.Server(var _, var name) -> name;
            case Subject.Service(var name) -> name;
            case Subject.Address(var address) -> address;
            case Subject.Role _, Subject.Config _, Subject.Component _ -> event.subject();
        };
    }

    /** The command that shows more. */
    static String hint(Event event) {
        return switch (of(event)) {
            case SERVER_LOST, SERVER_FLAPS, SERVER_BACK, SERVER_STEADY, WISH -> "lvsctl why " + event.subject();
            case REJECTED -> "lvsctl check " + event.subject();
            case RELOADED, DRIFT -> "lvsctl events";
            case SERVICE_LOST, SERVICE_BACK, SORRY, SORRY_OVER, TROUBLE, TROUBLE_OVER, MAIL_TROUBLE, ROLE,
                    ADDRESS_HERE,
                    ADDRESS_GONE, QUIET ->
                "lvsctl status";
        };
    }
}
