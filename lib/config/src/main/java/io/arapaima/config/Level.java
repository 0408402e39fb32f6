package io.arapaima.config;

import java.util.List;
import java.util.Optional;

/** Where a keyword stands; each level has its own table. */
enum Level {
    TOP("at the top level"), BLOCK("inside virtual and failover"), SERVER("inside server");

    private final String words;

    Level(String words) {
        this.words = words;
    }

    /** For messages: "inside server". */
    String words() {
        return words;
    }

    /** All of them in the order of the canonical file. */
    List<Keyword<?>> keywords() {
        return Keywords.of(this);
    }

    Optional<Keyword<?>> find(String name) {
        return Keywords.find(this, name);
    }
}
