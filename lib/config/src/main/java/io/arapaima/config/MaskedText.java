package io.arapaima.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Values of lvs.cf as journals, mails and people may see them. Passwords are not shown at all; neither is what a server is
 * sent, because a login may stand in it, nor the words behind a program's name, because nobody can tell which of them is a
 * password; of an address the question mark's right side and the user's part are left out.
 */
public final class MaskedText {
    private static final List<String> SENT = List.of("send", "payload", "request_body", "query");
    private static final List<String> COMMANDS = List.of("_cmd", "program", "command", "quorum_up", "quorum_down",
            "load_monitor");
    private static final List<String> ADDRESSES = List.of("path", "url", "uri", "origin");
    private static final Pattern QUERY = Pattern.compile("[?].*", Pattern.DOTALL);
    private static final Pattern USER = Pattern.compile("//[^/@]*@");

    /** Also one that is commented out. */
    private static final Pattern STATEMENT = Pattern.compile("([\\s#]*(\\S+)\\s+=\\s*)(.*)", Pattern.DOTALL);

    private MaskedText() {}

    /**
     * A command line.
     *
     * @param line program and arguments
     * @return the program; {@code ***} stands for its arguments
     */
    public static String command(String line) {
        String words = line.strip();
        int blank = 0;
        while (blank < words.length() && !Character.isWhitespace(words.charAt(blank))) {
            blank++;
        }
        return blank == words.length() ? words : words.substring(0, blank) + " " + Secret.MASK;
    }

    /**
     * Whether the value of an option must not be shown.
     *
     * @param option its name or keyword
     * @return true for passwords and what may hold one
     */
    public static boolean isSecret(String option) {
        return Secret.isKeyword(option.replace('-', '_'));
    }

    /**
     * A line of lvs.cf.
     *
     * @param line as it stands in the file
     * @return the same; {@code ***} stands for a value that must not be shown, or for a part of it
     */
    public static String line(String line) {
        var statement = STATEMENT.matcher(line);
        return statement.matches()
                ? statement.group(1) + value(statement.group(2), statement.group(3))
                : line;
    }

    /**
     * The value of a keyword, without quotes.
     *
     * @param keyword its name in lvs.cf
     * @param text the value
     * @return the same; {@code ***} stands for what must not be shown
     */
    public static String value(String keyword, String text) {
        if (Secret.isKeyword(keyword) || ends(keyword, SENT)) {
            return Secret.MASK;
        }
        if (ends(keyword, COMMANDS)) {
            return command(text);
        }
        return ends(keyword, ADDRESSES)
                ? USER.matcher(QUERY.matcher(text).replaceFirst("?" + Secret.MASK)).replaceAll("//" + Secret.MASK + "@")
                : text;
    }

    private static boolean ends(String keyword, List<String> words) {
        String lower = keyword.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::endsWith);
    }
}
