package io.arapaima.config;

import java.util.Locale;

/** How the sorry server is checked. */
public enum SorryCheck implements Word {
    /** By a connection where the service is TCP, else by ping. */
    AUTO,
    /** By a connection to the port of the service. */
    CONNECT,
    /** By ping. */
    PING,
    /** Not at all: it is taken to answer. */
    NONE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
