package io.arapaima.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A block and what stands in it; the whole file is the outermost one. Built by {@link TreeReader}, then only read. */
final class Block implements Item {
    /** What kind of block. */
    enum Kind {
        FILE("", Level.TOP), VIRTUAL("virtual", Level.BLOCK), FAILOVER("failover", Level.BLOCK), SERVER("server",
                Level.SERVER),
        /** Not known or not legal there: its lines are skipped, because an error was reported for all of them. */
        SKIPPED("", Level.TOP);

        private final String word;
        private final Level level;

        Kind(String word, Level level) {
            this.word = word;
            this.level = level;
        }

        String word() {
            return word;
        }

        Level level() {
            return level;
        }

        /** Whether the grammar allows the inner kind in this one. */
        boolean mayHold(Kind inner) {
            return switch (inner) {
                case VIRTUAL, FAILOVER -> this == FILE;
                case SERVER -> this == VIRTUAL || this == FAILOVER;
                case FILE, SKIPPED -> false;
            };
        }
    }

    private final Kind kind;
    private final String name;
    private final int line;
    private final ArrayList<Item> items = new ArrayList<>(2);
    private int closeLine;

    Block(Kind kind, String name, int line) {
        this.kind = kind;
        this.name = name;
        this.line = line;
    }

    void add(Item item) {
        items.add(item);
    }

    void close(int atLine) {
        closeLine = atLine;
        items.trimToSize();
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    @Override
    public int line() {
        return line;
    }

    /** Line number of its closing brace; 0 when it has none. */
    int closeLine() {
        return closeLine;
    }

    List<Item> items() {
        return items;
    }

    /** The blocks of one kind in it, in order. */
    List<Block> blocks(Kind wanted) {
        return items.stream().filter(Block.class::isInstance).map(Block.class::cast)
                .filter(block -> block.kind == wanted).toList();
    }

    /** The last line of a keyword in it; its own where it has none. */
    int lineOf(Keyword<?> keyword) {
        return statements(keyword).mapToInt(Statement::line).reduce(Math.max(1, line), (_, later) -> later);
    }

    /** Whether a keyword is written in it. */
    boolean has(Keyword<?> keyword) {
        return statements(keyword).findAny().isPresent();
    }

    private Stream<Statement> statements(Keyword<?> keyword) {
        return items.stream().filter(Statement.class::isInstance).map(Statement.class::cast)
                .filter(statement -> statement.keyword().equals(keyword.name()));
    }

    /** The block in it that only the end of the file closes; it can only be the last thing. */
    Optional<Block> unclosed() {
        return !items.isEmpty() && items.getLast() instanceof Block block && block.closeLine == 0
                ? Optional.of(block)
                : Optional.empty();
    }

    /** For messages: {@code virtual web}. */
    String words() {
        return kind.word() + " " + name;
    }
}
