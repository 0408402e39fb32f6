package io.arapaima.checkspec;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts how often counted repetitions inside each other repeat what may be empty, as in {@code ((){99999}){99999}}: between
 * two of its looks at the text such an expression can spin for years, where no deadline reaches it. One pass over an
 * expression that compiles.
 */
public final class Repetitions {
    /** Far above what describes an answer, as 40 lines of 80 characters do; some milliseconds of turns between two looks. */
    public static final long MOST = 5_000;
    /** What is wrong then, for messages. */
    public static final String TOO_MANY = "its counted repetitions inside each other make more than " + MOST
            + " rounds; write smaller numbers";

    private final String regex;
    private final boolean posix;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long level = 1;
    private long most = 1;
    private int at;

    private Repetitions(String regex, boolean posix) {
        this.regex = regex;
        this.posix = posix;
    }

    /**
     * Looks at a Java expression.
     *
     * @param regex one that compiles
     * @return whether it counts repetitions inside each other, together more than {@link #MOST} times
     */
    public static boolean tooMany(String regex) {
        return new Repetitions(regex, /* posix= */ false).count() > MOST;
    }

    /**
     * Looks at a POSIX-extended expression, in whose sets a backslash and a bracket are ordinary characters.
     *
     * @param regex one that compiles
     * @return whether it does so
     */
    public static boolean tooManyOfPosix(String regex) {
        return new Repetitions(regex, /* posix= */ true).count() > MOST;
    }

    private long count() {
        while (at < regex.length()) {
            char next = regex.charAt(at++);
            switch (next) {
                case '\\' -> escape();
                case '[' -> bracket();
                case '(' -> {
                    outer.push(level);
                    level = 1;
                }
                case ')' -> closed();
                case '{' -> {
                    at--;
                    level = Math.max(level, times());
                }
                default -> {
                    // repeats nothing
                }
            }
        }
        return most;
    }

    /** Level = how often what is inside is repeated at most, by counts. */
    private void closed() {
        long inside = level;
        level = outer.isEmpty() ? 1 : outer.pop();
        long times = times();
        long product = Math.min(inside * times, Integer.MAX_VALUE);
        most = inside > 1 && times > 1 ? Math.max(most, product) : most;
        level = Math.max(level, product);
    }

    /** {@return the greatest number of the repetition here, which is then behind us; 1 when there is none} */
    private long times() {
        if (!regex.startsWith("{", at)) {
            return 1;
        }
        long times = 1;
        long number = 0;
        for (at++; at < regex.length() && regex.charAt(at) != '}'; at++) {
            int digit = Character.digit(regex.charAt(at), 10);
            number = digit < 0 ? 0 : Math.min(10 * number + digit, Integer.MAX_VALUE);
            times = Math.max(times, number);
        }
        at++;
        return times;
    }

    private void escape() {
        boolean quotes = !posix && regex.startsWith("Q", at);
        int end = quotes ? regex.indexOf("\\E", at) : at - 1;
        at = end < 0 ? regex.length() : end + 2;
    }

    /** As {@code [:alpha:]} does, behind its bracket; it ends with one of its own. */
    private boolean startsClass() {
        return regex.startsWith("[:", at - 1) && regex.indexOf(":]", at) > 0;
    }

    /** A bracket first in a set is an ordinary character; sets inside sets end where they end. */
    private void bracket() {
        int depth = 1;
        at += regex.startsWith("^", at) ? 1 : 0;
        at += regex.startsWith("]", at) ? 1 : 0;
        while (at < regex.length() && depth > 0) {
            char next = regex.charAt(at++);
            switch (posix && next != ']' && !startsClass() ? 'x' : next) {
                case '\\' -> escape();
                case '[' -> depth++;
                case ']' -> depth--;
                default -> {
                    // in the set
                }
            }
        }
    }
}
