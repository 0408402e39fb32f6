package io.arapaima.config;

import io.arapaima.checkspec.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * An {@code lvs.cf}, read whole, replaced whole; the only reader that daemons and command line have. Bytes become text as UTF-8
 * where they are valid UTF-8, as whatever editor wrote it, and as ISO 8859-1 where they are not, as Piranha's files are. What is
 * written, pushed and told apart are the bytes.
 *
 * @param path where it is
 * @param text its contents
 * @param encoding how bytes became text; writing loses nothing
 */
public record LvsConfFile(Path path, String text, Encoding encoding) {
    private static final int LATIN_END = 0xFF;

    /** One byte can be one character, so this is the reader's limit. */
    public static final int MAX_BYTES = LvsConfReader.MAX_CHARACTERS;

    /**
     * Reads a file.
     *
     * @param path where it is
     * @return its contents
     * @throws IOException if it cannot be read or has more than 16 MiB
     */
    public static LvsConfFile load(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1); // it may grow meanwhile, or be a pipe
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(path + " has " + Math.max(bytes.length, Files.size(path)) + " bytes, the limit is "
                    + MAX_BYTES + "; is it an lvs.cf?");
        }
        return of(path, bytes);
    }

    /**
     * What a file would be, or was.
     *
     * @param path where it would be; is not touched
     * @param bytes its contents
     * @return the same as text
     */
    public static LvsConfFile of(Path path, byte[] bytes) {
        Encoding encoding = Encoding.of(bytes);
        return new LvsConfFile(path, encoding.text(bytes), encoding);
    }

    /**
     * The contents as they stand in the file.
     *
     * @return a new array
     */
    public byte[] bytes() {
        return encoding.bytes(text);
    }

    /**
     * What tells it from others.
     *
     * @return the SHA-256 of its bytes, 32 of them
     */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    /**
     * Whether two files are the same byte for byte, wherever they are.
     *
     * @param other the other one
     * @return true when they are
     */
    public boolean sameBytes(LvsConfFile other) {
        return encoding == other.encoding && text.equals(other.text);
    }

    /**
     * Replaces the file by another text, so that whoever reads it meets the old one or the new one and never a part:
     * a new file beside it is written, forced to disk and renamed. Mode, owner and group are kept as far as this process
     * may; a symbolic link stays one. Not for several threads at once.
     *
     * @param newText the new contents
     * @return the file as it is now
     * @throws IOException if it cannot be written; the file is then as before
     */
    public LvsConfFile replaceWith(String newText) throws IOException {
        LvsConfFile next = with(newText);
        next.write();
        return next;
    }

    /**
     * The same file with another text; nothing is written.
     *
     * @param newText the new contents
     * @return it, in the encoding of this one where that has all its characters, else in UTF-8
     */
    public LvsConfFile with(String newText) {
        boolean latin = newText.chars().allMatch(c -> c <= LATIN_END);
        return new LvsConfFile(path, newText, latin ? encoding : Encoding.UTF_8);
    }

    /**
     * Replaces the file that is at its path now by this one, in the same way.
     *
     * @throws IOException if it cannot be written; the file is then as before
     */
    public void write() throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path directory = target.resolveSibling(".");
        Path fresh = Files.createTempFile(directory, "." + target.getFileName(), ".new");
        try {
            write(fresh, bytes());
            copyRights(target, fresh);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            force(directory, StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Keeps the file that is on disk now, mode, owner and all, as {@code lvs.cf.previous} beside it; a later
     * {@link #replaceWith} leaves that alone.
     *
     * @return where it is; empty when there is no file
     * @throws IOException if it cannot be kept; the file is then as before
     */
    public Optional<Path> keepPrevious() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Path target = path.toRealPath();
        Path previous = target.resolveSibling(target.getFileName() + ".previous");
        Path link = target.resolveSibling("." + target.getFileName() + ".link");
        Files.deleteIfExists(link);
        Files.createLink(link, target);
        try {
            Files.move(link, previous, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(link); // two names of one file are not renamed
        }
        return Optional.of(previous);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        force(file, StandardOpenOption.WRITE);
    }

    private static void force(Path file, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(file, option)) {
            channel.force(true);
        }
    }

    private static void copyRights(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        PosixFileAttributes rights = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView fresh = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        try {
            fresh.setOwner(rights.owner());
            fresh.setGroup(rights.group());
        } catch (IOException _) {
            // only root may give files away; the new file then belongs to who wrote it
        }
        fresh.setPermissions(rights.permissions());
    }
}
