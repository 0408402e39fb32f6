package io.arapaima.config;

import java.util.Locale;

/** What a director waits for before it takes the role of one that it hears no more. */
public enum Takeover implements Word {
    /** Nothing but {@code deadtime} or a proven death: the addresses may be held twice until the old lease ends. */
    FAST,
    /** Until the addresses of the old one must be gone: never twice, at the price of seconds without service. */
    EXCLUSIVE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
