package io.arapaima.config;

import java.util.List;

/**
 * One change of an lvs.cf, as a form or a script asks for it. A path names a block by kind and name, one pair a level: none for the top
 * level, {@code virtual web}, {@code virtual web server s1}.
 */
public sealed interface DocumentEdit {
    /** {@return the block that is changed, or made} */
    List<String> path();

    /**
     * Sets a keyword.
     *
     * @param path the block
     * @param keyword of lvs.cf or of a check's option
     * @param value without quotes; one of two parts with one blank between them
     */
    record Set(List<String> path, String keyword, String value) implements DocumentEdit {
        /** Copies the path. */
        public Set {
            path = List.copyOf(path);
        }
    }

    /**
     * Removes every line of a keyword, so that its default applies.
     *
     * @param path the block
     * @param keyword of lvs.cf or of a check's option
     */
    record Unset(List<String> path, String keyword) implements DocumentEdit {
        /** Copies the path. */
        public Unset {
            path = List.copyOf(path);
        }
    }

    /**
     * Adds an empty block behind its like.
     *
     * @param path the new block
     */
    record AddBlock(List<String> path) implements DocumentEdit {
        /** Copies the path. */
        public AddBlock {
            path = List.copyOf(path);
        }
    }

    /**
     * Removes a block with all that is in it.
     *
     * @param path the block
     */
    record RemoveBlock(List<String> path) implements DocumentEdit {
        /** Copies the path. */
        public RemoveBlock {
            path = List.copyOf(path);
        }
    }

    /**
     * Gives a block another name.
     *
     * @param path the block
     * @param name the new name, without quotes
     */
    record RenameBlock(List<String> path, String name) implements DocumentEdit {
        /** Copies the path. */
        public RenameBlock {
            path = List.copyOf(path);
        }
    }

    /**
     * Moves a block, with the comments directly above it, among those of its kind.
     *
     * @param path the block
     * @param before name of the block that it stands before afterwards; empty = behind the last one
     */
    record MoveBlock(List<String> path, String before) implements DocumentEdit {
        /** Copies the path. */
        public MoveBlock {
            path = List.copyOf(path);
        }
    }
}
