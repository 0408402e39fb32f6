package io.arapaima.config;

import java.util.Optional;

/** One difference of two configurations. Passwords are masked. */
public sealed interface ConfigChange {
    /** {@return it in words, {@code virtual web: scheduler wlc -> rr}} */
    String text();

    /**
     * A block that is new.
     *
     * @param block which, {@code virtual web: server s1}
     */
    record Added(String block) implements ConfigChange {
        @Override
        public String text() {
            return block + " added";
        }
    }

    /**
     * A block that is no more.
     *
     * @param block which, {@code virtual web: server s1}
     */
    record Removed(String block) implements ConfigChange {
        @Override
        public String text() {
            return block + " removed";
        }
    }

    /**
     * The same blocks in another order.
     *
     * @param blocks of which kind, {@code virtual}
     */
    record Reordered(String blocks) implements ConfigChange {
        @Override
        public String text() {
            return blocks + " blocks in another order";
        }
    }

    /**
     * Another value.
     *
     * @param keyword which, {@code virtual web: scheduler}
     * @param was the value before; empty = it had none
     * @param is the value now; empty = it has none
     */
    record Changed(String keyword, Optional<String> was, Optional<String> is) implements ConfigChange {
        private static final String UNSET = "unset";

        @Override
        public String text() {
            return keyword + " " + was.orElse(UNSET) + " -> " + is.orElse(UNSET);
        }
    }

    /**
     * The file is written in other bytes, which servers and programs get for letters that are not ASCII.
     *
     * @param was its encoding before
     * @param is its encoding now
     */
    record Recoded(String was, String is) implements ConfigChange {
        @Override
        public String text() {
            return "the file is " + is + " now and was " + was
                    + ", so servers and programs get other bytes for letters that are not ASCII";
        }
    }

    /**
     * Changes that are not named.
     *
     * @param changes how many
     */
    record More(int changes) implements ConfigChange {
        @Override
        public String text() {
            return "and " + changes + " more";
        }
    }

    /**
     * What only a later build tells apart.
     *
     * @param text in words
     */
    record Other(String text) implements ConfigChange {}
}
