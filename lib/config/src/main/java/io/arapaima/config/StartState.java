package io.arapaima.config;

import java.util.Locale;

/** What a real server counts as before its first check has an answer. */
public enum StartState implements Word {
    /** Out of the table until its checks pass. */
    DOWN,
    /** In the table with its whole weight until its checks fail. */
    UP;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
