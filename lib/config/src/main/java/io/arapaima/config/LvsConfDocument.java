package io.arapaima.config;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * The text of a file as it was read: comments, order, blank lines, line ends and lines nobody understands. Each change
 * makes a new document in which only the lines concerned differ. A document is not verified; read its text again for that.
 * Immutable.
 */
public final class LvsConfDocument {
    private final List<Line> lines;
    private final Block file;

    LvsConfDocument(List<Line> lines, Block file) {
        this.lines = lines;
        this.file = file;
    }

    /**
     * Takes a text apart, whatever its errors.
     *
     * @param text contents of a file; may be empty
     * @return a document with just that text
     */
    public static LvsConfDocument of(String text) {
        return of(Line.split(text));
    }

    private static LvsConfDocument of(List<Line> lines) {
        return new LvsConfDocument(lines, TreeReader.read(lines, new Problems()));
    }

    /**
     * The text; without changes it is, character for character, what was read.
     *
     * @return the contents of the file
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append(line.ending()));
        return text.toString();
    }

    /**
     * The programs that a director of this file starts: checks, commands, agents.
     *
     * @return in the order of the file; those of inactive blocks are left out
     */
    public List<NamedProgram> programs() {
        return NamedProgram.of(file);
    }

    /**
     * Sets a keyword. Where it stands already its last line is changed, behind which Piranha's rule looks no further;
     * otherwise a line is added where the canonical order has it.
     *
     * @param path the block
     * @param keyword a keyword of lvs.cf or of a check option
     * @param value the value without quotes, which are added where they are needed; a value of two parts with one blank
     * @return the changed document
     * @throws NoSuchElementException if there is no such block
     * @throws IllegalArgumentException if the keyword or the value has a line end in it
     */
    public LvsConfDocument with(BlockPath path, String keyword, String value) {
        return edit(DocumentEditor::set, path, keyword, value);
    }

    /**
     * Removes every line of a keyword, so that its default applies.
     *
     * @param path the block
     * @param keyword a keyword of lvs.cf or of a check option
     * @return the changed document; the same where there is no such line
     * @throws NoSuchElementException if there is no such block
     */
    public LvsConfDocument without(BlockPath path, String keyword) {
        return edit((editor, block, word, _) -> editor.remove(block, word), path, keyword, "");
    }

    /**
     * Adds an empty block behind its like.
     *
     * @param path the new block
     * @return the changed document
     * @throws NoSuchElementException if there is no block around it
     * @throws IllegalArgumentException if the name has a line end in it or the path is the top level
     */
    public LvsConfDocument withBlock(BlockPath path) {
        if (path.isTop()) {
            throw new IllegalArgumentException("the top level is no block; name one");
        }
        return edit((editor, around, kind, name) -> editor.addBlock(around, path.kind(), name), path.parent(),
                path.kind().word(), path.name());
    }

    /**
     * Removes a block with all that is in it.
     *
     * @param path the block
     * @return the changed document
     * @throws NoSuchElementException if there is no such block
     * @throws IllegalArgumentException if the path is the top level
     */
    public LvsConfDocument withoutBlock(BlockPath path) {
        if (path.isTop()) {
            throw new IllegalArgumentException("the top level cannot be removed; name a block");
        }
        return edit((editor, block, _, _) -> editor.removeBlock(block), path, "", "");
    }

    /** One change of the lines of one block. */
    private interface Edit {
        void apply(DocumentEditor editor, Block block, String word, String value);
    }

    private LvsConfDocument edit(Edit edit, BlockPath path, String word, String value) {
        if ((word + value).chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new IllegalArgumentException(
                    "a keyword, value or name of lvs.cf stands on one line; take the line end away");
        }
        Block block = path.in(file).orElseThrow(() -> new NoSuchElementException("there is no " + path));
        DocumentEditor editor = new DocumentEditor(lines);
        edit.apply(editor, block, word, value);
        return of(List.copyOf(editor.lines()));
    }
}
