package io.arapaima.check.snmpload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A password that may stand in a file of its own, so that lvs.cf can be shown to people. */
final class Secret {
    /** No password is longer; a wrong path to something huge must not be read into memory. */
    private static final int MAX_BYTES = 4096;

    private Secret() {}

    /** The value, or the first line of the file that it names with {@code @}. */
    static String read(String value) {
        if (!value.startsWith("@")) {
            return value;
        }
        try (InputStream in = Files.newInputStream(Path.of(value.substring(1)))) {
            String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("the password file " + value.substring(1) + " cannot be read ("
                    + e.getClass().getSimpleName() + "); it must exist and be readable by the engine's user", e);
        }
    }
}
