package io.arapaima.config;

/** What the values of a check option look like; mirrors the check API's declaration. */
public enum OptionType {
    /** Any text. */
    TEXT,
    /** A whole number. */
    INTEGER,
    /** Seconds with an optional fraction, or milliseconds with {@code ms}. */
    DURATION,
    /** 0 or 1. */
    BOOLEAN,
    /** A regular expression. */
    REGEX,
    /** One of a few words. */
    CHOICE,
    /** A path on the director. */
    PATH
}
