package io.arapaima.web.access;

import com.google.gson.JsonParseException;
import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The code by which the first administrator comes in, and any later one who has a shell on this machine: made by a command, good once
 * and for half an hour. Its digest lies in {@code one-time-code} of the state folder. Thread-safe.
 */
public final class OneTimeCode {
    /** How long a code is good. */
    public static final Duration LIFE = Duration.ofMinutes(30);
    /** No letter looks like another one; 16 of them make 79 bits. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUP = 4;
    private static final int GROUPS = 4;

    private final Path file;
    private final InstantSource clock;

    private record Kept(String digest, Instant ends) {}

    /**
     * Names the file.
     *
     * @param state web-ui's state folder
     * @param clock of the machine
     */
    public OneTimeCode(Path state, InstantSource clock) {
        this.file = state.resolve("one-time-code");
        this.clock = clock;
    }

    /**
     * Makes a new code in the place of the one before.
     *
     * @return the code
     * @throws IOException if it cannot be kept
     */
    public synchronized String make() throws IOException {
        var code = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            code.append(i == 0 ? "" : "-").append(Secrets.of(LETTERS, GROUP));
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        OwnFile.privateFolder(folder);
        var kept = new Kept(Secrets.digest(code.toString()), clock.instant().plus(LIFE));
        WholeFile.write(file, Json.write(kept).getBytes(StandardCharsets.UTF_8), OwnFile.PRIVATE);
        Owner.same(folder, file);
        return code.toString();
    }

    /**
     * Uses a code up.
     *
     * @param code what was typed; blanks and the case of letters do not matter
     * @return whether it was the right one; it is no good any more then
     * @throws IOException if the file cannot be read or removed
     */
    public synchronized boolean use(String code) throws IOException {
        try {
            Kept kept = Json.read(Files.readString(file), Kept.class);
            boolean right = Secrets.same(kept.digest(), Secrets.digest(code.strip().toLowerCase(java.util.Locale.ROOT)))
                    && clock.instant().isBefore(kept.ends());
            return right && Files.deleteIfExists(file);
        } catch (NoSuchFileException | JsonParseException e) {
            return false;
        }
    }
}
