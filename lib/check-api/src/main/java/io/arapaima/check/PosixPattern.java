package io.arapaima.check;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A POSIX-extended regular expression in Java's words, as glibc's regcomp reads it without flags: {@code .} and
 * {@code [^x]} match a line end, {@code ^} and {@code $} only the two ends of the data, a backslash inside brackets is an
 * ordinary character, and {@code +?} is a repeated repetition, not a reluctant one.
 */
final class PosixPattern {
    private static final Pattern INTERVAL = Pattern.compile("\\{(\\d{1,5})?(,(\\d{1,5})?)?}");
    private static final Map<Character, String> GNU_ESCAPES = Map.of('w', "\\w", 'W', "\\W", 's', "\\s", 'S', "\\S",
            'b', "\\b", 'B', "\\B", '<', "\\b(?=\\w)", '>', "\\b(?<=\\w)", '`', "\\A", '\'', "\\z");

    private final String posix;
    private final StringBuilder java = new StringBuilder();
    private int at;

    private PosixPattern(String posix) {
        this.posix = posix;
    }

    /**
     * Translates and compiles.
     *
     * @throws PatternSyntaxException if regcomp would refuse it too
     */
    static Pattern compile(String posix) {
        var translation = new PosixPattern(posix);
        translation.alternatives(0);
        return Pattern.compile(translation.java.toString(), Pattern.DOTALL);
    }

    /** Reads up to the end, or inside parentheses up to the closing one; a lone closing one is ordinary. */
    private void alternatives(int depth) {
        boolean repeatable = false;
        int atom = java.length();
        while (at < posix.length()) {
            char next = posix.charAt(at);
            if (next == ')' && depth > 0) {
                return;
            }
            Matcher interval = INTERVAL.matcher(posix).region(at, posix.length());
            if (isRepetition(next, interval)) {
                if (!repeatable) {
                    throw new PatternSyntaxException("a repetition with nothing to repeat", posix, at);
                }
                repetition(next, interval, atom);
            } else {
                atom = java.length();
                repeatable = next != '|' && next != '^';
                one(next, depth);
            }
        }
    }

    /** An opening brace that is no interval is an ordinary character here; regcomp refuses it, which helps nobody. */
    private static boolean isRepetition(char next, Matcher interval) {
        return "*+?".indexOf(next) >= 0 || (next == '{' && interval.lookingAt() && interval.group().length() > 2);
    }

    /** In a group of its own, so that the next repetition repeats it instead of changing its mood. */
    private void repetition(char next, Matcher interval, int atom) {
        String times = String.valueOf(next);
        if (next == '{') {
            times = interval.group(1) == null ? "{0" + interval.group().substring(1) : interval.group();
        }
        java.insert(atom, "(?:").append(times).append(')');
        at += next == '{' ? interval.group().length() : 1;
    }

    private void one(char next, int depth) {
        at++;
        switch (next) {
            case '|', '.' -> java.append(next);
            case '^' -> java.append("\\A");
            case '$' -> java.append("\\z");
            case '(' -> group(depth);
            case '[' -> bracket();
            case '\\' -> escape();
            default -> literal(next);
        }
    }

    private void group(int depth) {
        int open = at - 1;
        java.append('(');
        alternatives(depth + 1);
        if (at == posix.length()) {
            throw new PatternSyntaxException("a parenthesis that is not closed", posix, open);
        }
        at++;
        java.append(')');
    }

    private void escape() {
        if (at == posix.length()) {
            throw new PatternSyntaxException("a backslash at the end", posix, at - 1);
        }
        char escaped = posix.charAt(at++);
        if (escaped >= '1' && escaped <= '9') {
            java.append('\\').append(escaped);
        } else if (GNU_ESCAPES.containsKey(escaped)) {
            java.append(GNU_ESCAPES.get(escaped));
        } else {
            literal(escaped);
        }
    }

    private void literal(char character) {
        String text = String.valueOf(character);
        java.append(Character.isLetterOrDigit(character) ? text : Pattern.quote(text));
    }

    private void bracket() {
        int open = at - 1;
        java.append('[');
        if (at < posix.length() && posix.charAt(at) == '^') {
            java.append('^');
            at++;
        }
        int first = at;
        while (at < posix.length() && (posix.charAt(at) != ']' || at == first)) {
            member();
        }
        if (at == posix.length()) {
            throw new PatternSyntaxException("a bracket that is not closed", posix, open);
        }
        at++;
        java.append(']');
    }

    private void member() {
        if (posix.startsWith("[:", at) && posix.indexOf(":]", at) > 0) {
            int end = posix.indexOf(":]", at);
            java.append(posixClass(posix.substring(at + 2, end)));
            at = end + 2;
            return;
        }
        if (posix.startsWith("[.", at) || posix.startsWith("[=", at)) {
            throw new PatternSyntaxException("collating elements, which are not supported,", posix, at);
        }
        memberLiteral(posix.charAt(at++));
        boolean range = at + 1 < posix.length() && posix.charAt(at) == '-' && posix.charAt(at + 1) != ']';
        if (range) {
            java.append('-');
            memberLiteral(posix.charAt(at + 1));
            at += 2;
        }
    }

    /** By number, because Java gives more characters a meaning inside brackets. */
    private void memberLiteral(char character) {
        java.append("\\x{").append(Integer.toHexString(character)).append('}');
    }

    private String posixClass(String name) {
        return switch (name) {
            case "alpha" -> "\\p{Alpha}";
            case "digit" -> "0-9";
            case "alnum" -> "\\p{Alnum}";
            case "upper" -> "A-Z";
            case "lower" -> "a-z";
            case "space" -> "\\s";
            case "blank" -> "\\t ";
            case "punct" -> "\\p{Punct}";
            case "print" -> "\\x20-\\x7e";
            case "graph" -> "\\x21-\\x7e";
            case "cntrl" -> "\\x00-\\x1f\\x7f";
            case "xdigit" -> "0-9A-Fa-f";
            default -> throw new PatternSyntaxException("an unknown class of characters, " + name, posix, at);
        };
    }
}
