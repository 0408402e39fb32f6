package io.arapaima.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One keyword of lvs.cf, or option of a check, as forms and manuals need it; made from the declaration that the parser uses.
 *
 * @param name as it stands in lvs.cf
 * @param places where it may stand
 * @param check name of the check whose option it is; empty = a keyword of lvs.cf itself
 * @param kind which field of a form it takes
 * @param unit of a number; empty without one
 * @param least least number, in that unit
 * @param greatest greatest number, in that unit
 * @param choices the legal words of a {@link Kind#CHOICE} or {@link Kind#CHOICES}; otherwise empty
 * @param defaultValue what counts where it is not written, as it would be written; empty = it is unset, or follows from another keyword
 * @param example a good value, as it stands in lvs.cf
 * @param origin where it comes from
 * @param en what a person reads about it, in English
 * @param ja the same in Japanese
 */
public record KeywordInfo(String name, List<Place> places, String check, Kind kind, String unit, OptionalLong least,
        OptionalLong greatest, List<String> choices, Optional<String> defaultValue, String example, Origin origin,
        Words en, Words ja) {
    /** Copies the lists. */
    public KeywordInfo {
        places = List.copyOf(places);
        choices = List.copyOf(choices);
    }

    /** Where a keyword may stand. */
    public enum Place {
        /** Outside of blocks. */
        TOP,
        /** In {@code virtual NAME}. */
        VIRTUAL,
        /** In {@code failover NAME}. */
        FAILOVER,
        /** In {@code server NAME}. */
        SERVER
    }

    /** Which field of a form a keyword takes. */
    public enum Kind {
        /** 0 or 1. */
        SWITCH,
        /** A whole number. */
        NUMBER,
        /** A time. */
        DURATION,
        /** A port, by number or by name. */
        PORT,
        /** One of a few words. */
        CHOICE,
        /** Several of a few words. */
        CHOICES,
        /** An address, or a host name where those are allowed. */
        ADDRESS,
        /** An address and the interface that carries it. */
        FLOATING_ADDRESS,
        /** A network mask. */
        MASK,
        /** A file. */
        PATH,
        /** A regular expression. */
        REGEX,
        /** A password or the like; not to be shown. */
        SECRET,
        /** A check, or several and how many of them must pass. */
        CHECK,
        /** Any other text. */
        TEXT
    }

    /** Where a keyword comes from. */
    public enum Origin {
        /** Piranha has it, and it means the same. */
        PIRANHA,
        /** Piranha reads it; it does nothing, here as there. */
        IGNORED,
        /** Piranha does not know it. */
        NEW
    }

    /**
     * What a person reads about a keyword.
     *
     * @param value what its values look like, with their range
     * @param byDefault what counts where it is not written, in words, where that is more than a value; otherwise empty
     * @param meaning what it does, in a sentence or two
     */
    public record Words(String value, String byDefault, String meaning) {}
}
