package io.arapaima.config;

import io.arapaima.checkspec.Encoding;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

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
     * @param encoding of the file
     * @return in the order of the file; those of inactive blocks are left out
     */
    public List<NamedProgram> programs(Encoding encoding) {
        return NamedProgram.of(file, encoding);
    }

    /**
     * The value of a keyword as it is written, without quotes.
     *
     * @param path the block
     * @param keyword a keyword of lvs.cf or of a check option
     * @return what its last line says; empty when it has none
     * @throws NoSuchElementException if there is no such block
     */
    public Optional<String> value(BlockPath path, String keyword) {
        return find(path).items().stream().filter(Statement.class::isInstance).map(Statement.class::cast)
                .filter(statement -> statement.keyword().equals(keyword)).reduce((_, last) -> last)
                .map(statement -> statement.tokens().stream().skip(2).map(Token::text)
                        .collect(Collectors.joining(" ")));
    }

    /**
     * The names of the blocks of one kind.
     *
     * @param path the block around them
     * @param kind {@code virtual}, {@code failover} or {@code server}
     * @return in the order of the file
     * @throws NoSuchElementException if there is no such block
     */
    public List<String> names(BlockPath path, String kind) {
        return find(path).items().stream().filter(Block.class::isInstance).map(Block.class::cast)
                .filter(block -> block.kind().word().equals(kind)).map(Block::name).toList();
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
        requireFree(path.parent(), path.kind(), path.name());
        return edit((editor, around, kind, name) -> editor.addBlock(around, path.kind(), name), path.parent(),
                path.kind().word(), path.name());
    }

    private void requireFree(BlockPath parent, Block.Kind kind, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a " + kind.word() + " block needs a name");
        }
        parent.in(file).stream().flatMap(around -> around.blocks(kind).stream())
                .filter(block -> block.name().equals(name)).findFirst().ifPresent(block -> {
                    throw new IllegalArgumentException(
                            "there is a " + block.words() + " already, in line " + block.line()
                                    + "; choose another name");
                });
    }

    /**
     * Gives a block another name; what else stands on its line stays.
     *
     * @param path the block
     * @param name the new name, without quotes, which are added where they are needed
     * @return the changed document
     * @throws NoSuchElementException if there is no such block
     * @throws IllegalArgumentException if the name is taken, empty or has a line end in it, or the path is the top level
     */
    public LvsConfDocument renamed(BlockPath path, String name) {
        if (path.isTop()) {
            throw new IllegalArgumentException("the top level has no name; name a block");
        }
        if (!name.equals(path.name())) {
            requireFree(path.parent(), path.kind(), name);
        }
        return edit((editor, block, _, word) -> editor.rename(block, word), path, "", name);
    }

    /**
     * Moves a block, with the comments directly above it, among those of its kind. Blocks change places: what stands between them stays
     * where it is.
     *
     * @param path the block
     * @param before name of the block that it stands before afterwards; empty = behind the last one
     * @return the changed document
     * @throws NoSuchElementException if there is no such block
     * @throws IllegalArgumentException if one of the blocks has no closing brace, or the path is the top level
     */
    public LvsConfDocument moved(BlockPath path, String before) {
        if (path.isTop()) {
            throw new IllegalArgumentException("the top level cannot be moved; name a block");
        }
        Block block = find(path);
        if (before.equals(path.name())) {
            return this;
        }
        Optional<Block> next = before.isEmpty()
                ? Optional.empty()
                : Optional.of(find(path.parent()).blocks(path.kind()).stream()
                        .filter(other -> other.name().equals(before)).findFirst()
                        .orElseThrow(() -> new NoSuchElementException(
                                "there is no " + path.kind().word() + " " + before + " to stand before")));
        return edit((editor, around, _, _) -> editor.move(around, block, next), path.parent(), "", "");
    }

    /**
     * Makes one change.
     *
     * @param edit the change
     * @return the changed document
     * @throws NoSuchElementException if there is no such block
     * @throws IllegalArgumentException if it cannot be made, with a sentence
     */
    public LvsConfDocument with(DocumentEdit edit) {
        return switch (edit) {
            case DocumentEdit.Set(var path, var keyword, var value) -> with(BlockPath.of(path), keyword, value);
            case DocumentEdit.Unset(var path, var keyword) -> without(BlockPath.of(path), keyword);
            case DocumentEdit.AddBlock(var path) -> withBlock(BlockPath.of(path));
            case DocumentEdit.RemoveBlock(var path) -> withoutBlock(BlockPath.of(path));
            case DocumentEdit.RenameBlock(var path, var name) -> renamed(BlockPath.of(path), name);
            case DocumentEdit.MoveBlock(var path, var before) -> moved(BlockPath.of(path), before);
        };
    }

    private Block find(BlockPath path) {
        return path.in(file).orElseThrow(() -> new NoSuchElementException("there is no " + path));
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
        Block block = find(path);
        DocumentEditor editor = new DocumentEditor(lines);
        edit.apply(editor, block, word, value);
        return of(List.copyOf(editor.lines()));
    }
}
