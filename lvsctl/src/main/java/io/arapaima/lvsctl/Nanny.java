package io.arapaima.lvsctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The check engine as a program that this command starts. Plugins need nanny's class loaders and nanny's protection, and
 * no program depends on another one's classes; so what wants a plugin asks nanny, as lvs-manager does.
 */
final class Nanny {
    private Nanny() {}

    /** Lets it answer on this process's own terminal; returns its exit code. */
    static int run(List<String> words) throws IOException {
        return ended(new ProcessBuilder(command(words)).inheritIO().start());
    }

    /** Lets it answer with one line of JSON. */
    static String line(List<String> words) throws IOException {
        Process nanny = new ProcessBuilder(command(words)).redirectErrorStream(true).start();
        List<String> said;
        try (var out = nanny.inputReader(StandardCharsets.UTF_8)) {
            said = out.lines().toList();
        }
        if (ended(nanny) != 0) {
            throw new IOException("the check engine cannot be asked: "
                    + (said.isEmpty() ? "it said nothing" : said.getLast().replaceFirst("^nanny: ", "")));
        }
        return said.stream().filter(line -> line.startsWith("{")).findFirst()
                .orElseThrow(() -> new IOException("the check engine answered without one line of JSON"));
    }

    private static List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("arapaima.launcher", "arapaima"), "nanny"));
        command.addAll(words);
        return command;
    }

    private static int ended(Process nanny) throws IOException {
        try {
            return nanny.waitFor();
        } catch (InterruptedException e) {
            nanny.destroy();
            throw new IOException("interrupted while the check engine worked", e);
        }
    }
}
