package io.arapaima.ipc.reason;

import java.util.Locale;

/** What a director is in its pair; one without a partner is active. */
public enum Role {
    /** Holds the table and the virtual addresses. */
    ACTIVE,
    /** Holds the table only, so that it can take over at once. */
    STANDBY;

    /**
     * The role's name on command lines and for people.
     *
     * @return {@code active} or {@code standby}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a role.
     *
     * @param word as {@link #word} gives it
     * @return the role
     * @throws IllegalArgumentException when the word is none
     */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("bad argument --role=" + word + ": write active or standby");
    }
}
