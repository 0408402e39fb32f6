package io.arapaima.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From lines to blocks and statements. Goes on after an error as if the author had meant the likeliest thing. */
final class TreeReader {
    private static final int OPENING_WORDS = 3;
    private static final int MOST_KEYWORDS = 4096;

    private final List<Line> lines;
    private final Problems problems;
    /** A large file has few keywords. */
    private final Map<String, String> keywords = new HashMap<>();
    private final Deque<Block> open = new ArrayDeque<>();
    /** A block whose opening line had no brace: one that stands alone on the next line is its own. */
    private boolean braceMissing;

    private TreeReader(List<Line> lines, Problems problems) {
        this.lines = lines;
        this.problems = problems;
    }

    static Block read(List<Line> lines, Problems problems) {
        TreeReader reader = new TreeReader(lines, problems);
        Block file = new Block(Block.Kind.FILE, "", 0);
        reader.open.push(file);
        for (int i = 0; i < lines.size(); i++) {
            reader.line(i + 1, lines.get(i).text());
        }
        return file;
    }

    private void line(int number, String text) {
        try {
            List<Token> tokens = Lexer.lex(text);
            if (!tokens.isEmpty()) {
                tokens(number, tokens);
            }
        } catch (BadValue problem) {
            problems.error(number, problem);
        }
    }

    private void tokens(int number, List<Token> tokens) {
        Token first = tokens.getFirst();
        boolean ownBrace = braceMissing && first.is("{") && tokens.size() == 1;
        braceMissing = false;
        if (ownBrace) {
            return;
        }
        if (first.is("}")) {
            close(number, tokens);
        } else if (inside().kind() == Block.Kind.SKIPPED) {
            skipped(number, tokens);
        } else if (first.quoted()) {
            problems.error(number, Complaint.QUOTATION,
                    "a line begins with a keyword, and " + Quote.of(first.text()) + " is in quotes; take them away");
        } else {
            kind(first.text()).ifPresentOrElse(kind -> open(kind, number, tokens), () -> statement(number, tokens));
        }
    }

    private Block inside() {
        return open.element();
    }

    private static Optional<Block.Kind> kind(String word) {
        return switch (word) {
            case "virtual" -> Optional.of(Block.Kind.VIRTUAL);
            case "failover" -> Optional.of(Block.Kind.FAILOVER);
            case "server" -> Optional.of(Block.Kind.SERVER);
            default -> Optional.empty();
        };
    }

    private void close(int number, List<Token> tokens) {
        if (inside().kind() == Block.Kind.FILE) {
            problems.error(number, Complaint.COMMAND, "} closes no block; remove it");
            return;
        }
        open.pop().close(number);
        if (tokens.size() > 1) {
            problems.warn(number, Quote.of(tokens.get(1).text())
                    + " after } is ignored; put it on a line of its own, or a # before it");
        }
    }

    private void open(Block.Kind kind, int number, List<Token> tokens) {
        if (!inside().kind().mayHold(kind)) {
            leaveFor(kind, number);
        }
        boolean known = inside().kind().mayHold(kind);
        boolean named = tokens.size() > 2 || (tokens.size() == 2 && !tokens.get(1).is("{"));
        String name = named ? tokens.get(1).text() : "";
        if (known) {
            complainAboutOpening(kind, number, tokens);
        }
        Block block = new Block(known ? kind : Block.Kind.SKIPPED, name, number);
        inside().add(block);
        if (tokens.size() > OPENING_WORDS && tokens.getLast().is("}")) {
            block.close(number);
        } else {
            open.push(block);
        }
    }

    /** Only a missing brace explains a block where none may stand, so the blocks around it are closed. */
    private void leaveFor(Block.Kind kind, int number) {
        boolean helps = open.stream().anyMatch(block -> block.kind().mayHold(kind));
        String where = inside().kind() == Block.Kind.FILE
                ? "outside of a virtual or failover block"
                : "inside " + inside().words() + " of line " + inside().line();
        problems.error(number, Complaint.COMMAND, kind.word() + " cannot stand " + where + "; "
                + (helps ? "a } is probably missing above this line" : "move it into the block it belongs to"));
        while (helps && !inside().kind().mayHold(kind)) {
            open.pop();
        }
    }

    private void complainAboutOpening(Block.Kind kind, int number, List<Token> tokens) {
        String cure = "write " + kind.word() + " NAME { on one line, with a blank before the brace";
        if (tokens.size() < OPENING_WORDS) {
            braceMissing = true;
            problems.error(number, Complaint.MISSING_ARGUMENTS, cure);
        } else if (!tokens.get(2).is("{") || tokens.size() > OPENING_WORDS) {
            Token excess = tokens.get(tokens.get(2).is("{") ? OPENING_WORDS : 2);
            problems.error(number, Complaint.UNEXPECTED_ARGUMENTS, Quote.of(excess.text()) + " is too much; " + cure);
        }
    }

    private void statement(int number, List<Token> tokens) {
        boolean opening = tokens.size() >= OPENING_WORDS && tokens.get(2).is("{") && !tokens.get(1).is("=");
        if (opening && Keywords.find(inside().kind().level(), tokens.getFirst().text()).isEmpty()) {
            problems.error(number, Complaint.COMMAND,
                    Quote.of(tokens.getFirst().text()) + " is no kind of block; write virtual, failover or server");
            skip(number);
        } else {
            inside().add(new Statement(number, keyword(tokens.getFirst().text()), lines));
        }
    }

    /** The same object for the same word, as long as there are no more of them than keywords. */
    private String keyword(String word) {
        return keywords.size() < MOST_KEYWORDS
                ? keywords.computeIfAbsent(word, same -> same)
                : keywords.getOrDefault(word, word);
    }

    private void skipped(int number, List<Token> tokens) {
        if (tokens.getLast().is("{")) {
            // kept out of the tree, whose depth would otherwise be the file's choice
            open.push(new Block(Block.Kind.SKIPPED, "", number));
        }
    }

    private void skip(int number) {
        Block block = new Block(Block.Kind.SKIPPED, "", number);
        inside().add(block);
        open.push(block);
    }
}
