package io.arapaima.config;

import java.util.ArrayList;
import java.util.List;

/** Collects changes of an lvs.cf, one after the other, for who makes many. Not thread-safe. */
public final class DocumentBuilder {
    private final List<DocumentEdit> edits = new ArrayList<>();

    /** A builder without changes. */
    public DocumentBuilder() {
        // nothing yet
    }

    /**
     * Sets a keyword.
     *
     * @param path the block
     * @param keyword of lvs.cf or of a check's option
     * @param value without quotes
     * @return this
     */
    public DocumentBuilder set(BlockPath path, String keyword, String value) {
        return add(new DocumentEdit.Set(path.words(), keyword, value));
    }

    /**
     * Removes a keyword.
     *
     * @param path the block
     * @param keyword of lvs.cf or of a check's option
     * @return this
     */
    public DocumentBuilder unset(BlockPath path, String keyword) {
        return add(new DocumentEdit.Unset(path.words(), keyword));
    }

    /**
     * Adds an empty block.
     *
     * @param path the new block
     * @return this
     */
    public DocumentBuilder addBlock(BlockPath path) {
        return add(new DocumentEdit.AddBlock(path.words()));
    }

    /**
     * Removes a block.
     *
     * @param path the block
     * @return this
     */
    public DocumentBuilder removeBlock(BlockPath path) {
        return add(new DocumentEdit.RemoveBlock(path.words()));
    }

    /**
     * Gives a block another name; later changes call it by that.
     *
     * @param path the block
     * @param name its new name
     * @return this
     */
    public DocumentBuilder rename(BlockPath path, String name) {
        return add(new DocumentEdit.RenameBlock(path.words(), name));
    }

    /**
     * Moves a block among those of its kind.
     *
     * @param path the block
     * @param before name of the one that it stands before afterwards; empty = behind the last one
     * @return this
     */
    public DocumentBuilder move(BlockPath path, String before) {
        return add(new DocumentEdit.MoveBlock(path.words(), before));
    }

    private DocumentBuilder add(DocumentEdit edit) {
        edits.add(edit);
        return this;
    }

    /** {@return the changes in their order} */
    public List<DocumentEdit> edits() {
        return List.copyOf(edits);
    }

    /**
     * Makes the changes.
     *
     * @param document what is changed; stays as it is
     * @return the changed document
     * @throws java.util.NoSuchElementException if there is no such block
     * @throws IllegalArgumentException if one of them cannot be made
     */
    public LvsConfDocument of(LvsConfDocument document) {
        LvsConfDocument changed = document;
        for (DocumentEdit edit : edits) {
            changed = changed.with(edit);
        }
        return changed;
    }
}
