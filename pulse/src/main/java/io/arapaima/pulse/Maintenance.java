package io.arapaima.pulse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether an operator works on this director: remembered in a file, so that a restart of pulse does not end it. Everything here
 * waits for the disk, so the heartbeat's own thread stays away. Thread-safe.
 */
final class Maintenance {
    private final Path file;
    private final Consumer<Input> inbox;
    private Optional<String> since;

    private Maintenance(Path file, Optional<String> since, Consumer<Input> inbox) {
        this.file = file;
        this.since = since;
        this.inbox = inbox;
    }

    /**
     * As it was when pulse ended; the election hears of it.
     *
     * @param folder of the state
     */
    static Maintenance resume(Path folder, Consumer<Input> inbox) throws IOException {
        Path file = folder.resolve("maintenance");
        Optional<String> since = Optional.empty();
        try {
            since = Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            // The usual case.
        }
        since.ifPresent(text -> inbox.accept(health(text)));
        return new Maintenance(file, since, inbox);
    }

    private static Input.Health health(String text) {
        return new Input.Health(Succession.MAINTENANCE, text.isEmpty() ? Grade.FIT : Grade.IMPAIRED, text);
    }

    /** Since when and why; empty = this director is not in maintenance. */
    synchronized Optional<String> since() {
        return since;
    }

    synchronized void begin(String reason, Instant now) throws IOException {
        String text = "an operator works on this director since " + now.truncatedTo(ChronoUnit.SECONDS)
                + (reason.isBlank() ? "" : ": " + reason.strip().replaceAll("\\p{Cntrl}+", " "));
        save(text);
        since = Optional.of(text);
        inbox.accept(health(text));
    }

    synchronized void end() throws IOException {
        Files.deleteIfExists(file);
        since = Optional.empty();
        inbox.accept(health(""));
    }

    /** Written beside, forced to the disk, then renamed: half a file is never read. */
    private void save(String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path beside = file.resolveSibling("maintenance.new");
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
