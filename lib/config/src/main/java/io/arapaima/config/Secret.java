package io.arapaima.config;

import io.arapaima.checkspec.Encoding;
import io.arapaima.checkspec.NamedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A value that must not be shown: it stands in lvs.cf itself or, written as {@code @file}, in a file of its own. Nothing
 * but {@link #reveal()} gives it away; {@link #toString()} does not.
 */
public final class Secret {
    /** What is shown instead. */
    static final String MASK = "***";
    /** A password is short; a larger file is the wrong file. */
    private static final int MAX_BYTES = 4096;
    /** A header line may hold a token ({@code Authorization: Bearer ...}). */
    private static final List<String> WORDS = List.of("password", "passphrase", "secret", "community", "token",
            "header", "request_body", "_fence");
    private static final Pattern LINE_END = Pattern.compile("\\R\\z");

    private final String source;

    Secret(String source) {
        this.source = source;
    }

    /** Whether the values of a keyword of this name must not be shown. */
    static boolean isKeyword(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }

    /**
     * Whether the value stands in a file of its own.
     *
     * @return true for {@code @file}
     */
    public boolean inFile() {
        return source.startsWith("@") && source.length() > 1;
    }

    /**
     * The value itself; a file is read anew at each call, and a line end at its end is no part of the value.
     *
     * @return the value
     * @throws IOException if the file cannot be read, is a device, a pipe or a folder, or has more than 4096 bytes
     */
    public String reveal() throws IOException {
        return reveal(Encoding.UTF_8);
    }

    /**
     * The value itself; a file is read anew at each call, and a line end at its end is no part of the value.
     *
     * @param encoding of the lvs.cf where it stands, for the name of a file; its contents are read as UTF-8
     * @return the value
     * @throws IOException if the file cannot be read, is a device, a pipe or a folder, or has more than 4096 bytes
     */
    public String reveal(Encoding encoding) throws IOException {
        if (!inFile()) {
            return source;
        }
        String file = source.substring(1);
        try (NamedFile named = NamedFile.of(file, encoding)) {
            return reveal(file, named.path());
        }
    }

    private static String reveal(String file, Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException(file + " is no ordinary file, which a password is read from");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(file + " has more than " + MAX_BYTES + " bytes, which no password has");
            }
            return LINE_END.matcher(Encoding.UTF_8.text(bytes)).replaceFirst("");
        }
    }

    /** As it stands in lvs.cf. */
    String source() {
        return source;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && source.equals(secret.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
