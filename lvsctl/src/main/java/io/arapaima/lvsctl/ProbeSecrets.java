package io.arapaima.lvsctl;

import io.arapaima.config.MaskedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Passwords of a probe by hand. The words of a command are in the list of processes, which every user reads; so a password may
 * come on standard input, {@code password=@-}, and goes to the engine in a file of this user, which is gone afterwards.
 */
final class ProbeSecrets implements AutoCloseable {
    private static final String INPUT = "@-";
    private static final int MOST_BYTES = 4096;

    private final InputStream input;
    private final List<Path> files = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();

    ProbeSecrets(InputStream input) {
        this.input = input;
    }

    /** The options with files in place of standard input. */
    List<String> named(List<String> options) throws IOException {
        List<String> words = new ArrayList<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            if (MaskedText.isSecret(name) && value.equals(INPUT)) {
                words.add(name + "=@" + file());
                continue;
            }
            if (MaskedText.isSecret(name) && !value.isEmpty() && !value.startsWith("@")) {
                shown.add(name);
            }
            words.add(option);
        }
        return words;
    }

    /** What every user of the machine can read now. */
    Optional<String> warning() {
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of("lvsctl: warning: every user of this machine sees " + String.join(", ", shown)
                        + " in the list of processes; write " + shown.getFirst() + "=@FILE, or " + shown.getFirst()
                        + "=@- to read it from standard input");
    }

    /** Only this user reads a temporary file (0600). */
    private Path file() throws IOException {
        Path file = Files.createTempFile("arapaima-probe-", "");
        files.add(file);
        Files.write(file, input.readNBytes(MOST_BYTES));
        return file;
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
