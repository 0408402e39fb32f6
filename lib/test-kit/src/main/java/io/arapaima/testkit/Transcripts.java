package io.arapaima.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Files of questions and reviewed answers. {@code -Dupdate=true} rewrites the answers; the difference is the review. */
public final class Transcripts {
    private static final String DIVIDER = "----";

    private Transcripts() {}

    /**
     * A transcript whose commands are about a text that stands before them, divided by a line of dashes.
     *
     * @param text for example an lvs.cf
     * @param lines commands with {@code "> "}, their answers, remarks
     */
    public record Scene(String text, List<String> lines) {
        /**
         * Reads one.
         *
         * @param file the transcript
         * @return what it holds
         * @throws IOException when it cannot be read
         */
        public static Scene of(Path file) throws IOException {
            String written = Files.readString(file);
            int divider = written.indexOf(DIVIDER);
            return new Scene(written.substring(0, divider), written.substring(divider).lines().toList());
        }

        /**
         * The same with other lines.
         *
         * @param said commands and the answers of now
         * @return the whole file
         */
        public String answered(List<String> said) {
            return text + DIVIDER + "\n" + String.join("\n", said) + "\n";
        }
    }

    /**
     * The transcripts of a folder.
     *
     * @param folder below {@code src/test/resources}
     * @return its files, by name
     * @throws IOException when it cannot be read
     */
    public static List<Path> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources", folder))) {
            return files.sorted().toList();
        }
    }

    /**
     * Compares what a file says with what was answered now.
     *
     * @param file the transcript
     * @param now the same with the answers of now
     * @throws IOException when it cannot be read or, on request, written
     */
    public static void compare(Path file, String now) throws IOException {
        String written = Files.readString(file);
        if (Boolean.getBoolean("update")) {
            Files.writeString(file, now);
        }
        assertThat(now).isEqualTo(written);
    }

    /**
     * Plays a file and compares.
     *
     * @param file the transcript
     * @param player from the file's lines to the same with the answers of now
     * @throws IOException when it cannot be read or, on request, written
     */
    public static void play(Path file, UnaryOperator<List<String>> player) throws IOException {
        compare(file, String.join("\n", player.apply(Files.readAllLines(file))) + "\n");
    }
}
