package io.arapaima.manager.memory;

import io.arapaima.ipc.Event;
import java.lang.System.Logger.Level;

/**
 * An event as a line of the log, which the journal keeps. Behind what happened stand the words in which Piranha said the same, where
 * it had any: rules of log watchers of that time still find them (docs/migration.md). Pure.
 *
 * @param level how grave it is
 * @param text the line
 */
record JournalLine(Level level, String text) {
    static JournalLine of(Event event) {
        String old = inPiranhasWords(event);
        return new JournalLine(level(event.kind()), event.line() + (old.isEmpty() ? "" : "; " + old));
    }

    /** An error is what somebody should get up for, a warning what somebody should know. */
    private static Level level(Event.Kind kind) {
        return switch (kind) {
            case SERVICE_DOWN, TROUBLE, RELOAD_REJECTED -> Level.ERROR;
            case SERVER_DOWN, FLAPPING, SORRY_ON, DRIFT -> Level.WARNING;
            case SERVER_UP, FLAPPING_OVER, SERVICE_UP, SORRY_OFF, WEIGHT, OPERATOR, RELOADED, TROUBLE_OVER,
                    ADDRESS_TAKEN, ADDRESS_RELEASED, ROLE_TAKEN, ROLE_GIVEN, LIFE ->
                Level.INFO;
        };
    }

    private static String inPiranhasWords(Event event) {
        String server = event.facts().server();
        return switch (event.kind()) {
            case SERVER_UP, FLAPPING_OVER -> about(server, "[ active ] making " + server + " available");
            case LIFE -> event.now().equals("up") ? about(server, "[ active ] making " + server + " available") : "";
            case SERVER_DOWN, FLAPPING -> event.now().equals("down, kept")
                    ? ""
                    : about(server, "[inactive] shutting down " + server + " due to connection failure");
            case RELOADED -> "rereading configuration file";
            case SERVICE_DOWN, SERVICE_UP, SORRY_ON, SORRY_OFF, WEIGHT, OPERATOR, RELOAD_REJECTED, TROUBLE,
                    TROUBLE_OVER, DRIFT, ADDRESS_TAKEN, ADDRESS_RELEASED, ROLE_TAKEN, ROLE_GIVEN ->
                "";
        };
    }

    private static String about(String server, String words) {
        return server.isEmpty() ? "" : words;
    }
}
