package io.arapaima.pulse;

import com.google.gson.JsonParseException;
import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.JsonFile;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.pulse.election.Input;
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
    private volatile Optional<RoleReason.Maintenance> order;

    private Maintenance(Path file, Optional<RoleReason.Maintenance> order, Consumer<Input> inbox) {
        this.file = file;
        this.order = order;
        this.inbox = inbox;
    }

    /**
     * As it was when pulse ended; the election hears of it.
     *
     * @param folder of the state
     */
    static Maintenance resume(Path folder, Consumer<Input> inbox) {
        Path file = folder.resolve("maintenance");
        Optional<RoleReason.Maintenance> order = Optional.empty();
        if (Files.isDirectory(file)) {
            LOG.log(System.Logger.Level.WARNING, "{0} is a folder and says nothing; {1}", file,
                    JsonFile.setAside(file).map(aside -> "it is kept as " + aside).orElse("remove it"));
        }
        try {
            order = Optional.of(order(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            // The usual case.
        } catch (IOException e) {
            // Staying back is the safe side: the partner serves, and an operator can end it.
            order = Files.isDirectory(file)
                    ? Optional.empty()
                    : Optional.of(because(file + " cannot be read (" + e.getMessage()
                            + "); lvsctl maintenance off ends it"));
        }
        if (order.isPresent()) {
            inbox.accept(new Input.Maintained(order));
        }
        return new Maintenance(file, order, inbox);
    }

    /** Builds before this one wrote a sentence. */
    private static RoleReason.Maintenance order(Path file, String text) {
        try {
            if (text.startsWith("{") && Json.read(text, Reason.class) instanceof RoleReason.Maintenance order) {
                return order;
            }
        } catch (JsonParseException e) {
            // Then it is a sentence.
        }
        String words = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return because(words.isEmpty() ? file + " does not say why" : words);
    }

    private static RoleReason.Maintenance because(String reason) {
        return new RoleReason.Maintenance("", reason, Optional.empty());
    }

    /** Whose order it is, since when and why; empty = this director is not in maintenance. */
    Optional<RoleReason.Maintenance> order() {
        return order;
    }

    synchronized void begin(String reason, String actor, Instant now) throws IOException {
        var begun = new RoleReason.Maintenance(actor, reason.strip().replaceAll("\\p{Cntrl}+", " "),
                Optional.of(now.truncatedTo(ChronoUnit.SECONDS)));
        OwnFile.folder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        WholeFile.write(file, Json.write(begun) + "\n");
        become(Optional.of(begun));
    }

    synchronized void end() throws IOException {
        Files.deleteIfExists(file);
        become(Optional.empty());
    }

    private void become(Optional<RoleReason.Maintenance> now) {
        order = now;
        inbox.accept(new Input.Maintained(now));
    }
}
