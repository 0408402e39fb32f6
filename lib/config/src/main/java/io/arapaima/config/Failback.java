package io.arapaima.config;

import java.util.Locale;

/** Whether a director of better rank that comes back gets the role. */
enum Failback implements Word {
    NO, YES;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
