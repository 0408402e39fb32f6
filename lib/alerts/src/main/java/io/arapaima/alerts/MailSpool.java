package io.arapaima.alerts;

import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Mail on disk until the mail server has it. A mail is there whole or not at all: written beside, forced to the disk,
 * renamed, and the folder forced, too. Only this user reads it. What was written is held back until {@link #release}: the hub first forgets the
 * events that it holds, so that no kill makes a second mail of them. One thread writes, another sends.
 */
public final class MailSpool {
    private static final System.Logger LOG = System.getLogger("lvs");
    private static final String UNFINISHED = ".new";

    /**
     * How much may wait. When it is reached, new mail is refused and its events stay with the hub: the beginning of an
     * incident says more than its end.
     *
     * @param files mails
     * @param bytes of all of them
     * @param failed mails that no server wanted, kept for a human; the oldest goes first
     */
    public record Limits(int files, long bytes, int failed) {
        /** Three days and a half without a mail server, at twelve mails an hour. */
        private static final int FILES = 1000;
        /** A mail has at most 200 events of some 1,500 bytes, mostly two or three. */
        private static final long BYTES = 32L << 20;
        private static final int FAILED = 100;

        public static final Limits DEFAULT = new Limits(FILES, BYTES, FAILED);
    }

    private final Path folder;
    private final Path failed;
    private final Limits limits;
    private final Set<Path> held = ConcurrentHashMap.newKeySet();
    /** What was last seen in the folder, for who must not wait for a disk. */
    private final Set<Path> seen = ConcurrentHashMap.newKeySet();

    /**
     * Opens the spool; what it holds from before is held back, too. Whatever lies in its place, it stops nobody.
     *
     * @param folder where mails lie, a file each
     * @param limits how many, and how large
     */
    public MailSpool(Path folder, Limits limits) {
        this.folder = folder;
        this.failed = folder.resolve("failed");
        this.limits = limits;
        try {
            open();
        } catch (IOException | java.io.UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "the mail spool {0} cannot be used now, it is tried again: {1}",
                    folder,
                    e.toString());
        }
    }

    private void open() throws IOException {
        for (Path place : List.of(folder, failed)) {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(place)) {
                LOG.log(System.Logger.Level.WARNING, "{0} is no folder; {1}", place,
                        JsonFile.setAside(place).map(aside -> "it is kept as " + aside).orElse("remove it"));
            }
        }
        OwnFile.privateFolder(folder);
        OwnFile.privateFolder(failed);
        all().forEach(mail -> held.add(mail.file()));
        for (Path file : list(folder)) {
            if (file.toString().endsWith(UNFINISHED) && Files.isRegularFile(file)) {
                Files.delete(file);
            }
        }
    }

    /** {@return the folder of mails that no server will ever take} */
    public Path failed() {
        return failed;
    }

    /**
     * Keeps a mail; does nothing when it is kept already.
     *
     * @param digest what it is about
     * @param message the mail
     * @throws IOException if the disk takes it not
     */
    public void write(MailDigest digest, byte[] message) throws IOException {
        SpooledMail mail = SpooledMail.of(digest, folder);
        List<SpooledMail> kept = all();
        if (kept.contains(mail)) {
            return;
        }
        long bytes = message.length;
        for (SpooledMail one : kept) {
            bytes += Files.exists(one.file()) ? Files.size(one.file()) : 0;
        }
        if (kept.size() >= limits.files() || bytes > limits.bytes()) {
            throw new IOException(folder + " is full: it may hold " + limits.files() + " mails and " + limits.bytes()
                    + " bytes; new events stay in the journal until the mail server takes what waits");
        }
        OwnFile.privateFolder(failed);
        held.add(mail.file());
        WholeFile.write(mail.file(), message, OwnFile.PRIVATE);
        seen.add(mail.file());
    }

    /** How many of the first events stand in mails that are held back. */
    int holds(List<Event> events) throws IOException {
        if (held.isEmpty()) {
            return 0;
        }
        List<SpooledMail> kept = all();
        return (int) events.stream().takeWhile(e -> kept.stream().anyMatch(m -> m.holds(e))).count();
    }

    /**
     * All that was written may be sent now.
     *
     * @return false when nothing was held back
     */
    public boolean release() {
        boolean any = !held.isEmpty();
        held.clear();
        return any;
    }

    /**
     * Looks for mail that may be sent.
     *
     * @return the oldest first
     * @throws IOException if the folder cannot be read
     */
    public List<SpooledMail> waiting() throws IOException {
        return all().stream().filter(mail -> !held.contains(mail.file())).toList();
    }

    /** {@return how many mails may be sent, as far as is known without asking the disk} */
    int known() {
        return (int) seen.stream().filter(file -> !held.contains(file)).count();
    }

    byte[] read(SpooledMail mail) throws IOException {
        return Files.readAllBytes(mail.file());
    }

    /** Puts a new text in place of the old. */
    void rewrite(SpooledMail mail, byte[] message) throws IOException {
        WholeFile.write(mail.file(), message, OwnFile.PRIVATE);
    }

    /** Every recipient has it. */
    void sent(SpooledMail mail) throws IOException {
        Files.deleteIfExists(mail.file());
        seen.remove(mail.file());
        OwnFile.force(folder);
    }

    /** No recipient will ever have it; it is kept for a human, who may move it back. */
    void giveUp(SpooledMail mail) throws IOException {
        Files.move(mail.file(), failed.resolve(mail.file().getFileName()), StandardCopyOption.ATOMIC_MOVE);
        seen.remove(mail.file());
        OwnFile.force(failed);
        OwnFile.force(folder);
        List<SpooledMail> kept = mails(failed);
        for (SpooledMail old : kept.subList(0, Math.max(0, kept.size() - limits.failed()))) {
            LOG.log(System.Logger.Level.WARNING, "{0} is deleted: at most {1} failed mails are kept", old.file(),
                    limits.failed());
            Files.delete(old.file());
        }
    }

    private List<SpooledMail> all() throws IOException {
        List<SpooledMail> all = mails(folder);
        Set<Path> there = all.stream().map(SpooledMail::file).collect(Collectors.toSet());
        seen.retainAll(there);
        seen.addAll(there);
        return all;
    }

    private static List<SpooledMail> mails(Path folder) throws IOException {
        return list(folder).stream().flatMap(file -> SpooledMail.at(file).stream())
                .filter(mail -> Files.isRegularFile(mail.file()))
                .sorted(SpooledMail.OLDEST_FIRST).toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of(); // nothing was ever written, or somebody tidied up
        }
    }
}
