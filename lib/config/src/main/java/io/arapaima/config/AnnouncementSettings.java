package io.arapaima.config;

import java.time.Duration;

/** What lvs.cf says of telling the neighbours about virtual addresses. Immutable. */
public final class AnnouncementSettings {
    private final Values values;

    AnnouncementSettings(Values values) {
        this.values = values;
    }

    /**
     * How often the neighbours are told about a virtual address that was taken.
     *
     * @return 1 to 1000; 5 unless the file says otherwise
     */
    public int count() {
        return values.get(TopKeywords.ANNOUNCE_COUNT).intValue();
    }

    /**
     * Time between two of these announcements.
     *
     * @return whole seconds, at least 1; 1 unless the file says otherwise
     */
    public Duration interval() {
        return values.get(TopKeywords.ANNOUNCE_INTERVAL);
    }

    /**
     * Time between later announcements.
     *
     * @return whole seconds; 60 unless the file says otherwise; zero = no later ones
     */
    public Duration refresh() {
        return values.get(TopKeywords.ANNOUNCE_REFRESH);
    }
}
