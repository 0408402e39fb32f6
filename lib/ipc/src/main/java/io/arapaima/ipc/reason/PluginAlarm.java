package io.arapaima.ipc.reason;

/** A check plugin, or its folder, cannot be used as it is. */
public sealed interface PluginAlarm extends Alarm {
    /**
     * It cannot be read.
     *
     * @param file its path
     * @param error the system's words
     * @param before whether the version loaded before stays in use
     * @param again so many seconds between two tries
     */
    record PluginUnreadable(String file, String error, boolean before, long again) implements PluginAlarm {}

    /**
     * It is no plugin, or one that cannot be used.
     *
     * @param file its path
     * @param error why, one sentence in English
     * @param before whether the version loaded before stays in use
     */
    record PluginUnusable(String file, String error, boolean before) implements PluginAlarm {}

    /**
     * The version before is in use again.
     *
     * @param file its path
     * @param why one sentence in English
     */
    record PluginTakenBack(String file, String why) implements PluginAlarm {}

    /**
     * It is not started for a while, or not any more.
     *
     * @param why one sentence in English
     */
    record PluginConfined(String why) implements PluginAlarm {}

    /**
     * It kept memory and was loaded anew.
     *
     * @param file its path
     * @param megabytes how much
     */
    record PluginKeptMemory(String file, long megabytes) implements PluginAlarm {}

    /**
     * Two plugins offer a check of one name.
     *
     * @param used path of the one in use
     * @param other path of the other
     */
    record CheckTwice(String used, String other) implements PluginAlarm {}

    /**
     * The folder holds too many files.
     *
     * @param jars how many
     * @param most how many are used
     */
    record FolderFull(int jars, int most) implements PluginAlarm {}

    /**
     * The folder cannot be read.
     *
     * @param error the system's words
     * @param loaded whether something was loaded from it
     */
    record FolderUnreadable(String error, boolean loaded) implements PluginAlarm {}

    /**
     * Plugins cannot be copied and are used where they lie.
     *
     * @param folder of the copies
     * @param error the system's words
     */
    record NoCopies(String folder, String error) implements PluginAlarm {}
}
