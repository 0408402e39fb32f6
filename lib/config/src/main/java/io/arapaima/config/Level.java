package io.arapaima.config;

/** Where a keyword stands; each level has its own table. */
enum Level {
    TOP("at the top level", "ブロックの外"), BLOCK("inside virtual and failover", "virtual と failover の中"),
    SERVER("inside server", "server の中");

    private final String words;
    private final String japanese;

    Level(String words, String japanese) {
        this.words = words;
        this.japanese = japanese;
    }

    /** The same as {@link #words} in Japanese. */
    String japanese() {
        return japanese;
    }

    /** For messages: "inside server". */
    String words() {
        return words;
    }
}
