package io.arapaima.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes the lines of one document. Used for one change, then thrown away. */
final class DocumentEditor {
    /** What Piranha's GUI writes. */
    private static final int INDENT_IN_BLOCK = 5;
    private static final int INDENT_IN_SERVER = 9;

    private final List<Line> lines;
    private final String ending;

    DocumentEditor(List<Line> lines) {
        this.lines = new ArrayList<>(lines);
        this.ending = lines.isEmpty() || lines.getFirst().ending().isEmpty() ? "\n" : lines.getFirst().ending();
    }

    List<Line> lines() {
        return lines;
    }

    void set(Block block, String keyword, String value) {
        List<Statement> present = statements(block, keyword);
        if (present.isEmpty()) {
            insert(block, keyword, format(block.kind().level(), keyword, value));
        } else {
            replace(present.getLast(), block.kind().level(), value);
        }
    }

    private static String format(Level level, String keyword, String value) {
        Optional<Keyword<?>> declared = Keywords.find(level, keyword);
        if (declared.isPresent() && declared.get().type() instanceof TextType text) {
            return text.format(value);
        }
        return parts(level, keyword) ? value : TextType.quoteIfNeeded(value);
    }

    /** Whether the value has several words, which are written as they come. */
    private static boolean parts(Level level, String keyword) {
        return Keywords.find(level, keyword).filter(declared -> declared.type().most() > 1).isPresent();
    }

    /** In the quotes, or without, that the word in its place has, where it can stand so. */
    private static String spelled(Line line, Token before, String value) {
        char quote = line.text().charAt(before.start());
        return before.quoted() && TextType.fits(value, quote)
                ? quote + value + quote
                : TextType.quoteIfNeeded(value);
    }

    private static List<Statement> statements(Block block, String keyword) {
        return block.items().stream().filter(Statement.class::isInstance).map(Statement.class::cast)
                .filter(statement -> statement.keyword().equals(keyword)).toList();
    }

    /** Keeps what stands before and behind the value, and its quotes: indentation, blanks, comment. */
    private void replace(Statement statement, Level level, String value) {
        Line line = lines.get(statement.line() - 1);
        List<Token> tokens = statement.tokens();
        String keyword = statement.keyword();
        boolean complete = tokens.size() > 2 && tokens.get(1).is("=");
        String text = complete
                ? line.text().substring(0, tokens.get(2).start())
                        + (parts(level, keyword) ? value : spelled(line, tokens.get(2), value))
                        + line.text().substring(tokens.getLast().end())
                : line.text().substring(0, tokens.getFirst().start()) + keyword + " = "
                        + format(level, keyword, value);
        lines.set(statement.line() - 1, new Line(text, line.ending()));
    }

    /** Behind the last statement that the canonical order has before it, and before any inner block. */
    private void insert(Block block, String keyword, String value) {
        int rank = rank(block, keyword);
        int behind = begin(block);
        int indentLike = 0;
        for (Item item : block.items()) {
            if (!(item instanceof Statement statement)) {
                break;
            }
            indentLike = indentLike == 0 ? statement.line() : indentLike;
            if (rank(block, statement.keyword()) <= rank) {
                behind = statement.line();
                indentLike = behind;
            }
        }
        String indent = indentLike > 0 ? indentOf(indentLike) : " ".repeat(indent(block.kind()));
        insertAt(behind, indent + keyword + " = " + value);
    }

    /** The file itself begins where its first statement does, so that a comment at its head stays there. */
    private int begin(Block block) {
        if (block.kind() != Block.Kind.FILE) {
            return block.line();
        }
        return block.items().isEmpty() ? lines.size() : block.items().getFirst().line() - 1;
    }

    private static int rank(Block block, String keyword) {
        List<Keyword<?>> order = Keywords.of(block.kind().level());
        int rank = order.stream().map(Keyword::name).toList().indexOf(keyword);
        return rank < 0 ? order.size() : rank;
    }

    private static int indent(Block.Kind kind) {
        return switch (kind) {
            case FILE, SKIPPED -> 0;
            case VIRTUAL, FAILOVER -> INDENT_IN_BLOCK;
            case SERVER -> INDENT_IN_SERVER;
        };
    }

    private String indentOf(int line) {
        String text = lines.get(line - 1).text();
        int end = 0;
        while (end < text.length() && Lexer.isBlank(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    /** As a new line behind so many lines; a file that does not end with a line end still does not. */
    private void insertAt(int behind, String text) {
        String itsEnding = ending;
        if (behind == lines.size() && behind > 0 && lines.getLast().ending().isEmpty()) {
            lines.set(behind - 1, new Line(lines.getLast().text(), ending));
            itsEnding = "";
        }
        lines.add(behind, new Line(text, itsEnding));
    }

    void remove(Block block, String keyword) {
        for (Statement statement : statements(block, keyword).reversed()) {
            take(statement.line() - 1, statement.line());
        }
    }

    /** Takes lines away; a file that does not end with a line end still does not. */
    private void take(int from, int to) {
        boolean open = to == lines.size() && lines.getLast().ending().isEmpty();
        lines.subList(from, to).clear();
        if (open && !lines.isEmpty()) {
            lines.set(lines.size() - 1, new Line(lines.getLast().text(), ""));
        }
    }

    void addBlock(Block around, Block.Kind kind, String name) {
        boolean inFile = around.kind() == Block.Kind.FILE;
        if (inFile) {
            closeAll(around);
        }
        String indent = inFile ? "" : " ".repeat(INDENT_IN_BLOCK);
        int behind = inFile || around.closeLine() == 0 ? lines.size() : around.closeLine() - 1;
        insertAt(behind, indent + kind.word() + " " + TextType.quoteIfNeeded(name) + " {");
        insertAt(behind + 1, indent + "}");
    }

    /** A block that the end of the file closes would swallow a new one behind it. */
    private void closeAll(Block block) {
        block.unclosed().ifPresent(inner -> {
            closeAll(inner);
            insertAt(lines.size(), " ".repeat(inner.kind() == Block.Kind.SERVER ? INDENT_IN_BLOCK : 0) + "}");
        });
    }

    void removeBlock(Block block) {
        int last = block.closeLine() == 0 ? lines.size() : block.closeLine();
        take(block.line() - 1, last);
    }

    /** What else stands on the line that opens it stays. */
    void rename(Block block, String name) {
        Line line = lines.get(block.line() - 1);
        List<Token> tokens = tokens(line);
        boolean named = tokens.size() > 2 || (tokens.size() == 2 && !tokens.get(1).is("{"));
        int from = named ? tokens.get(1).start() : tokens.getFirst().end();
        int to = named ? tokens.get(1).end() : from;
        String written = named ? spelled(line, tokens.get(1), name) : " " + TextType.quoteIfNeeded(name);
        lines.set(block.line() - 1,
                new Line(line.text().substring(0, from) + written + line.text().substring(to), line.ending()));
    }

    private static List<Token> tokens(Line line) {
        try {
            return Lexer.lex(line.text());
        } catch (BadValue e) {
            throw new IllegalStateException("the line opened a block: " + line.text(), e);
        }
    }

    /** Blocks of one kind change places; what stands between them stays there. */
    void move(Block around, Block moved, Optional<Block> before) {
        List<Block> places = around.blocks(moved.kind());
        if (places.stream().anyMatch(block -> block.closeLine() == 0)) {
            throw new IllegalArgumentException(places.getLast().words() + " has no closing brace; add it first");
        }
        List<Block> order = new ArrayList<>(places);
        order.remove(moved);
        order.add(before.map(order::indexOf).orElse(order.size()), moved);
        boolean open = lines.getLast().ending().isEmpty();
        if (open) {
            lines.set(lines.size() - 1, new Line(lines.getLast().text(), ending));
        }
        List<Line> all = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < places.size(); i++) {
            all.addAll(lines.subList(at, begin(places, i)));
            int chosen = places.indexOf(order.get(i));
            all.addAll(lines.subList(begin(places, chosen), order.get(i).closeLine()));
            at = places.get(i).closeLine();
        }
        all.addAll(lines.subList(at, lines.size()));
        lines.clear();
        lines.addAll(all);
        if (open) {
            lines.set(lines.size() - 1, new Line(lines.getLast().text(), ""));
        }
    }

    /** The first of the comments directly above a block, or the block's own first line. */
    private int begin(List<Block> blocks, int index) {
        int first = blocks.get(index).line() - 1;
        int least = index == 0 ? 0 : blocks.get(index - 1).closeLine();
        while (first > least && lines.get(first - 1).text().strip().startsWith("#")) {
            first--;
        }
        return first;
    }
}
