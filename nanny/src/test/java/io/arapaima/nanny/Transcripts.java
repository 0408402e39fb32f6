package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Files of lines with the reviewed answer behind each. {@code -Dupdate=true} rewrites the answers; the difference is the review. */
final class Transcripts {
    private Transcripts() {}

    static Stream<Path> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources", folder))) {
            return files.sorted().toList().stream();
        }
    }

    /** Plays a file and sees whether it says what is answered now. */
    static void play(Path transcript, UnaryOperator<List<String>> player) throws IOException {
        List<String> written = Files.readAllLines(transcript);
        List<String> played = player.apply(written);
        if (Boolean.getBoolean("update")) {
            Files.write(transcript, played);
        }
        assertThat(played).isEqualTo(written);
    }
}
