package io.arapaima.config;

import java.util.List;
import java.util.Optional;

/** Names one block of a file, or the top level. Of several blocks of one name it means the first. Immutable. */
public final class BlockPath {
    private final Block.Kind kind;
    private final String service;
    private final Optional<String> server;

    private BlockPath(Block.Kind kind, String service, Optional<String> server) {
        this.kind = kind;
        this.service = service;
        this.server = server;
    }

    /**
     * The top level.
     *
     * @return the path of what stands in no block
     */
    public static BlockPath top() {
        return new BlockPath(Block.Kind.FILE, "", Optional.empty());
    }

    /**
     * A {@code virtual} block.
     *
     * @param name its name
     * @return its path
     */
    public static BlockPath virtual(String name) {
        return new BlockPath(Block.Kind.VIRTUAL, name, Optional.empty());
    }

    /**
     * A {@code failover} block.
     *
     * @param name its name
     * @return its path
     */
    public static BlockPath failover(String name) {
        return new BlockPath(Block.Kind.FAILOVER, name, Optional.empty());
    }

    /**
     * A {@code server} block in this block.
     *
     * @param name its name
     * @return its path
     * @throws IllegalStateException if this is not a {@code virtual} or {@code failover} block
     */
    public BlockPath server(String name) {
        if (kind == Block.Kind.FILE || server.isPresent()) {
            throw new IllegalStateException("only virtual and failover blocks hold servers; " + this + " is neither");
        }
        return new BlockPath(kind, service, Optional.of(name));
    }

    /**
     * A path in words.
     *
     * @param words none for the top level, else {@code virtual} or {@code failover} and a name, and perhaps {@code server} and a name
     * @return the path
     * @throws IllegalArgumentException if it is something else
     */
    public static BlockPath of(List<String> words) {
        if (words.isEmpty()) {
            return top();
        }
        boolean service = words.size() == 2 || (words.size() == 4 && words.get(2).equals(Block.Kind.SERVER.word()));
        Optional<BlockPath> around = switch (service ? words.getFirst() : "") {
            case "virtual" -> Optional.of(virtual(words.get(1)));
            case "failover" -> Optional.of(failover(words.get(1)));
            default -> Optional.empty();
        };
        BlockPath path = around.orElseThrow(() -> new IllegalArgumentException("no block is called "
                + String.join(" ", words) + "; write virtual NAME or failover NAME, and server NAME behind it"));
        return words.size() == 2 ? path : path.server(words.get(3));
    }

    /** {@return the same as words, which {@link #of} reads} */
    public List<String> words() {
        if (isTop()) {
            return List.of();
        }
        List<String> block = List.of(kind.word(), service);
        return server.map(name -> List.of(kind.word(), service, Block.Kind.SERVER.word(), name)).orElse(block);
    }

    boolean isTop() {
        return kind == Block.Kind.FILE;
    }

    /** The block's own kind. */
    Block.Kind kind() {
        return server.isPresent() ? Block.Kind.SERVER : kind;
    }

    /** The block's own name. */
    String name() {
        return server.orElse(service);
    }

    /** The block around it. */
    BlockPath parent() {
        return server.isPresent() ? new BlockPath(kind, service, Optional.empty()) : top();
    }

    Optional<Block> in(Block file) {
        if (isTop()) {
            return Optional.of(file);
        }
        return parent().in(file).flatMap(around -> around.blocks(kind()).stream()
                .filter(block -> block.name().equals(name())).findFirst());
    }

    @Override
    public String toString() {
        String around = isTop() ? "the top level" : kind.word() + " " + service;
        return server.map(name -> around + ": server " + name).orElse(around);
    }
}
