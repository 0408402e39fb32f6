package io.arapaima.check.postgresql;

import java.util.Map;

/** Errors of a server that has found the login right (PostgreSQL, appendix A). */
final class Refusal {
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String NO_RIGHTS = "42501";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    /** The function of the server that counts the connections of one user; those of a database and of all are counted elsewhere. */
    private static final String OF_THE_USER = "InitializeSessionUserId";

    private Refusal() {}

    /** Whether only this user is refused, or only this database, by a server that works. */
    static boolean isOfTheAccountAlone(Map<Character, String> fields) {
        return switch (fields.getOrDefault('C', "")) {
            case NO_SUCH_DATABASE, NO_RIGHTS -> true;
            case TOO_MANY_CONNECTIONS -> fields.getOrDefault('R', "").equals(OF_THE_USER);
            default -> false;
        };
    }

    /** Whether the database that was asked for is not there. */
    static boolean isWithoutDatabase(Map<Character, String> fields) {
        return fields.getOrDefault('C', "").equals(NO_SUCH_DATABASE);
    }
}
