package io.arapaima.check.exec;

import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a command line into words as a shell would, without being one: blanks separate, single quotes keep all, double
 * quotes keep all but {@code \"} and {@code \\}, a backslash outside quotes keeps the next character. No variables, no
 * patterns, no pipes: who needs those writes {@code /bin/sh -c '...'}.
 */
final class CommandLine {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private @Nullable StringBuilder word;
    private int at;

    private CommandLine(String line) {
        this.line = line;
    }

    /**
     * The words with {@code %h} and {@code %p} replaced by the server's address and port, inside words too.
     *
     * @throws UndecidedException if there is no word, or a quote is not closed
     */
    static List<String> words(String line, Target target) throws UndecidedException {
        var split = new CommandLine(line);
        split.split();
        if (split.words.isEmpty()) {
            throw new UndecidedException("option program is empty; it must name a program");
        }
        String host = target.address().getHostAddress().replaceFirst("%.*", "");
        return split.words.stream()
                .map(each -> each.replace("%h", host).replace("%p", Integer.toString(target.port()))).toList();
    }

    private void split() throws UndecidedException {
        while (at < line.length()) {
            char next = line.charAt(at++);
            switch (next) {
                case ' ', '\t' -> endWord();
                case '\'' -> quoted('\'', "");
                case '"' -> quoted('"', "\"\\");
                case '\\' -> current().append(at < line.length() ? line.charAt(at++) : '\\');
                default -> current().append(next);
            }
        }
        endWord();
    }

    private void quoted(char quote, String escapable) throws UndecidedException {
        int open = at;
        for (; at < line.length() && line.charAt(at) != quote; at++) {
            if (line.charAt(at) == '\\' && at + 1 < line.length() && escapable.indexOf(line.charAt(at + 1)) >= 0) {
                at++;
            }
            current().append(line.charAt(at));
        }
        if (at == line.length()) {
            throw new UndecidedException(
                    "option program opens a quote at character " + open + " and does not close it");
        }
        current();
        at++;
    }

    private StringBuilder current() {
        StringBuilder now = word == null ? new StringBuilder() : word;
        word = now;
        return now;
    }

    private void endWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
