package io.arapaima.config;

import java.util.Locale;

/** Language in which operators are told. */
public enum Language implements Word {
    /** English. */
    EN,
    /** Japanese. */
    JA;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
