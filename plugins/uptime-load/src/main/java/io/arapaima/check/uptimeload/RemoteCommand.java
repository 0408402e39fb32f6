package io.arapaima.check.uptimeload;

import io.arapaima.check.UndecidedException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words to run, from the option and the server's address. */
final class RemoteCommand {
    private static final Set<String> REMOTE_SHELLS = Set.of("rsh", "ssh");
    /** A word as a shell sees it: quoted and unquoted pieces without a blank between them. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Pattern QUOTES = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

    private RemoteCommand() {}

    /**
     * Splits the command at blanks outside quotes; there is no shell. {@code CMD ADDRESS} as Piranha, and {@code uptime}
     * for what only opens a remote shell.
     *
     * @throws UndecidedException if there is no program, or a quote is not closed
     */
    static List<String> words(String command, InetAddress address) throws UndecidedException {
        if (!WORD.matcher(command).replaceAll("").isBlank()) {
            throw new UndecidedException("option command opens a quote that it does not close: " + command);
        }
        List<String> words = new ArrayList<>(
                WORD.matcher(command).results().map(MatchResult::group).map(RemoteCommand::unquoted).toList());
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new UndecidedException("option command is empty; it must name a program, for example /usr/bin/ssh");
        }
        words.add(address.getHostAddress());
        String program = words.getFirst();
        if (REMOTE_SHELLS.contains(program.substring(program.lastIndexOf('/') + 1))) {
            words.add("uptime");
        }
        return words;
    }

    private static String unquoted(String word) {
        return QUOTES.matcher(word).replaceAll(found -> Matcher
                .quoteReplacement(found.group(1) == null ? found.group(2) : found.group(1)));
    }
}
