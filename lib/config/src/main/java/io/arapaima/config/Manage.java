package io.arapaima.config;

import java.util.Locale;

/** Which services of the table the director takes for its own. */
public enum Manage implements Word {
    /** Those of lvs.cf, past and present; others are left alone. */
    OWN,
    /** All: what lvs.cf does not have is removed. */
    ALL;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
