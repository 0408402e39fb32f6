package io.arapaima.pulse;

import io.arapaima.checkspec.PrintableText;
import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import io.arapaima.ipc.JsonFile;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether an operator works on this director: remembered in a file, so that a restart of pulse does not end it. Everything here
 * waits for the disk, so the heartbeat's own thread stays away. Thread-safe.
 */
final class Maintenance {
    private static final System.Logger LOG = System.getLogger("pulse");

    private final Path file;
    private final Consumer<Input> inbox;
    private volatile Optional<String> since;

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
    static Maintenance resume(Path folder, Consumer<Input> inbox) {
        Path file = folder.resolve("maintenance");
        Optional<String> since = Optional.empty();
        if (Files.isDirectory(file)) {
            LOG.log(System.Logger.Level.WARNING, "{0} is a folder and says nothing; {1}", file,
                    JsonFile.setAside(file).map(aside -> "it is kept as " + aside).orElse("remove it"));
        }
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ")
                    .strip();
            since = Optional
                    .of(text.isEmpty() ? "an operator works on this director; " + file + " does not say why" : text);
        } catch (NoSuchFileException e) {
            // The usual case.
        } catch (IOException e) {
            // Staying back is the safe side: the partner serves, and an operator can end it.
            since = Files.isDirectory(file)
                    ? Optional.empty()
                    : Optional.of("in maintenance because " + file + " cannot be read (" + e.getMessage()
                            + "); lvsctl maintenance off ends it");
        }
        since.ifPresent(text -> inbox.accept(health(text)));
        return new Maintenance(file, since, inbox);
    }

    private static Input.Health health(String text) {
        return new Input.Health(Trouble.MAINTENANCE, text.isEmpty() ? Grade.FIT : Grade.IMPAIRED, text);
    }

    /** Since when and why; empty = this director is not in maintenance. */
    Optional<String> since() {
        return since;
    }

    synchronized void begin(String reason, Instant now) throws IOException {
        String text = "an operator works on this director since " + now.truncatedTo(ChronoUnit.SECONDS)
                + (reason.isBlank() ? "" : ": " + PrintableText.line(reason.strip().replaceAll("\\p{Cntrl}+", " ")));
        OwnFile.folder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        WholeFile.write(file, text + "\n");
        since = Optional.of(text);
        inbox.accept(health(text));
    }

    synchronized void end() throws IOException {
        Files.deleteIfExists(file);
        since = Optional.empty();
        inbox.accept(health(""));
    }
}
