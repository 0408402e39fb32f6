package io.arapaima.manager;

import java.util.Locale;

/** What this director is in its pair; one without a partner is active. */
enum Role {
    /** Holds the table and the virtual addresses. */
    ACTIVE,
    /** Holds the table only, so that it can take over at once. */
    STANDBY;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a role.
     *
     * @throws IllegalArgumentException when the word is none
     */
    static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("bad argument --role=" + word + ": write active or standby");
    }
}
