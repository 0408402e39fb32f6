package io.arapaima.config;

import java.util.Locale;

/** What a fence agent does to a director that is not heard any more. */
public enum FenceAction implements Word {
    /** Off and on again: it comes back as a standby. */
    REBOOT,
    /** Off: somebody has to switch it on. */
    OFF;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
