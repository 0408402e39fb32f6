package io.arapaima.check.sendexpect;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.Deadline;
import io.arapaima.check.Escapes;
import io.arapaima.check.OptionText;
import io.arapaima.check.Quoted;
import io.arapaima.checkspec.Encoding;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.List;

/** What the answer must be, and the decision about what has arrived of it so far. */
sealed interface Expected {
    /** Bytes of an answer that a pattern sees: a page with its headers, and what a probe may cost in memory. */
    int MOST_BYTES = 64 * 1024;

    /** What can be said about the bytes so far. */
    enum Judgement {
        /** They are what is expected, whatever follows. */
        RIGHT,
        /** They are not, whatever follows. */
        WRONG,
        /** More bytes may decide. */
        OPEN
    }

    /**
     * From the options of lvs.cf.
     *
     * @param expect the value of {@code expect}, raw
     * @throws UndecidedException if it should be a regular expression and is none
     */
    static Expected of(String expect, boolean regex, boolean strict) throws UndecidedException {
        String translated = Escapes.translated(expect);
        if (regex && !translated.isEmpty()) {
            return new Match(AnswerPattern.posix(translated), translated);
        }
        return translated.isEmpty() || expect.equals("*") ? new Anything(strict) : new Prefix(translated);
    }

    /**
     * Judges what has arrived.
     *
     * @param soFar the bytes, one character each
     * @param deadline a long match gives up there
     * @throws IOException if a match gives up
     * @throws InterruptedException if a match is interrupted
     */
    Judgement judge(CharSequence soFar, Deadline deadline) throws IOException, InterruptedException;

    /** {@return the judgement when nothing more will come, after {@link Judgement#OPEN}} */
    Judgement atEnd();

    /** {@return how many bytes may be needed} */
    int most();

    /** The answer begins so. */
    record Prefix(String text) implements Expected {
        /** In the bytes of lvs.cf and, where these are others, in UTF-8. */
        private List<String> forms() {
            return List.of(OptionText.raw(text), Encoding.UTF_8.raw(text));
        }

        @Override
        public Judgement judge(CharSequence soFar, Deadline deadline) {
            boolean open = false;
            for (String form : forms()) {
                int length = Math.min(soFar.length(), form.length());
                boolean same = form.startsWith(soFar.subSequence(0, length).toString());
                if (same && length == form.length()) {
                    return Judgement.RIGHT;
                }
                open |= same;
            }
            return open ? Judgement.OPEN : Judgement.WRONG;
        }

        @Override
        public Judgement atEnd() {
            return Judgement.OPEN;
        }

        @Override
        public int most() {
            return forms().stream().mapToInt(String::length).max().orElse(0);
        }

        @Override
        public String toString() {
            return "an answer that begins with " + Quoted.of(text);
        }
    }

    /** Any answer; unless strict, closing without a word is one (nanny: the socket is readable). */
    record Anything(boolean strict) implements Expected {
        @Override
        public Judgement judge(CharSequence soFar, Deadline deadline) {
            return soFar.isEmpty() ? Judgement.OPEN : Judgement.RIGHT;
        }

        @Override
        public Judgement atEnd() {
            return strict ? Judgement.OPEN : Judgement.RIGHT;
        }

        @Override
        public int most() {
            return 1;
        }

        @Override
        public String toString() {
            return strict ? "at least one byte" : "any answer";
        }
    }

    /** A POSIX-extended expression is found in the answer; {@code $} is the end of what has arrived. */
    record Match(AnswerPattern pattern, String posix) implements Expected {
        @Override
        public Judgement judge(CharSequence soFar, Deadline deadline) throws IOException, InterruptedException {
            return pattern.foundIn(soFar, deadline) ? Judgement.RIGHT : Judgement.OPEN;
        }

        @Override
        public Judgement atEnd() {
            return Judgement.WRONG;
        }

        @Override
        public int most() {
            return MOST_BYTES;
        }

        @Override
        public String toString() {
            return "an answer that matches " + Quoted.of(posix);
        }
    }
}
