package io.arapaima.config;

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
}
