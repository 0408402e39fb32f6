package io.arapaima.config;

import io.arapaima.config.CheckExpression.Part;
import io.arapaima.config.CheckExpression.Quorum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads a {@link CheckExpression}; a complaint names the place and the cure. */
final class CheckExpressionReader {
    /** Far beyond any use, and the reader recurses. */
    private static final int DEEPEST = 8;
    private static final int MOST_CHECKS = 16;
    private static final int LONGEST_EVERY = 100;
    private static final String MARKS = "(),";

    private final List<Word> words;
    private int next;
    private int checks;

    /** A word or one of the marks, and where it begins, from 1. */
    private record Word(String text, int at) {
        boolean is(String other) {
            return text.equals(other);
        }

        boolean isEnd() {
            return text.isEmpty();
        }
    }

    /** The cure, beginning with the place. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String cure) {
            super(cure, null, false, false);
        }

        String cure() {
            return String.valueOf(getMessage());
        }
    }

    private CheckExpressionReader(List<Word> words) {
        this.words = words;
    }

    static CheckExpression read(String text) throws Unreadable {
        var reader = new CheckExpressionReader(words(text));
        CheckExpression read = reader.expression(0);
        reader.expect(Word::isEnd, "nothing more");
        return read;
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            while (MARKS.indexOf(text.charAt(at)) < 0 && end < text.length() && MARKS.indexOf(text.charAt(end)) < 0
                    && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            words.add(new Word(text.substring(at, end), at + 1));
            at = end;
        }
        words.add(new Word("", text.length() + 1));
        return words;
    }

    private CheckExpression expression(int depth) throws Unreadable {
        Word first = expect(word -> !word.isEnd() && MARKS.indexOf(word.text().charAt(0)) < 0, "the name of a check");
        if (peek().is("of")) {
            return quorum(first, number(first, MOST_CHECKS), depth);
        }
        if (peek().is("(")) {
            if (!first.is("all") && !first.is("any")) {
                throw at(first, "write all, any or a number and of before (, not " + Quote.of(first.text()));
            }
            return quorum(first, first.is("any") ? 1 : 0, depth);
        }
        if (++checks > MOST_CHECKS) {
            throw at(first, "write at most " + MOST_CHECKS + " checks");
        }
        return new Part(first.text(), peek().is("every") ? every() : 1);
    }

    /** With 0 as the number needed all are. */
    private Quorum quorum(Word first, int needed, int depth) throws Unreadable {
        if (depth == DEEPEST) {
            throw at(first, "write at most " + DEEPEST + " of these inside one another");
        }
        if (peek().is("of")) {
            next++;
        }
        expect(word -> word.is("("), "(");
        List<CheckExpression> members = new ArrayList<>();
        do {
            members.add(expression(depth + 1));
        } while (expect(word -> word.is(",") || word.is(")"), "a comma or )").is(","));
        if (needed > members.size()) {
            throw at(first, needed + " of " + members.size() + " can never pass; write 1 to " + members.size());
        }
        return new Quorum(needed == 0 ? members.size() : needed, members);
    }

    private int every() throws Unreadable {
        next++;
        return number(expect(word -> !word.isEnd(), "a number behind every"), LONGEST_EVERY);
    }

    private int number(Word word, int most) throws Unreadable {
        boolean digits = word.text().length() <= 3 && word.text().chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(word.text()) : 0;
        if (number < 1 || number > most) {
            throw at(word, "write a number from 1 to " + most + ", not " + Quote.of(word.text()));
        }
        return number;
    }

    private Word peek() {
        return words.get(next);
    }

    private Word expect(Predicate<Word> wanted, String name) throws Unreadable {
        Word word = peek();
        if (!wanted.test(word)) {
            throw at(word, "write " + name + (word.isEnd() ? "" : ", not " + Quote.of(word.text())));
        }
        next = Math.min(next + 1, words.size() - 1);
        return word;
    }

    private static Unreadable at(Word word, String cure) {
        return new Unreadable("at character " + word.at() + ": " + cure);
    }
}
