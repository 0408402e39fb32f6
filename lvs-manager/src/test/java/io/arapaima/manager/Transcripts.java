package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of questions and reviewed answers. {@code -Dupdate=true} rewrites the answers; the difference is the review. */
final class Transcripts {
    private Transcripts() {}

    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Whether a file says what was answered now. */
    static void compare(Path file, String written, String now) throws IOException {
        if (Boolean.getBoolean("update")) {
            Files.writeString(file, now);
        }
        assertThat(now).isEqualTo(written);
    }
}
