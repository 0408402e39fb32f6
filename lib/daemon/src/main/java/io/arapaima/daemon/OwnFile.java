package io.arapaima.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files and folders that a daemon writes: readable by their owner and, mail aside, by the group {@value #GROUP} where the machine
 * has one; nothing for anybody else. A file is made anew and never through a symbolic link that somebody has laid there.
 */
public final class OwnFile {
    /** Who may look: members read state and events, and ask the daemons' sockets. */
    public static final String GROUP = "arapaima";
    /** Of files: 0640. */
    public static final Set<PosixFilePermission> SHARED = PosixFilePermissions.fromString("rw-r-----");
    /** Of mails: 0600. */
    public static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    /** 02750: what is made in it belongs to the folder's group. */
    private static final int INHERITING = 0b010_111_101_000;

    private OwnFile() {}

    /**
     * Makes a daemon's run or state folder, 2750 with the group where there is one. A folder that is there stays as it is: it may
     * be an operator's, or be everybody's, as /tmp is.
     *
     * @param folder where
     * @throws IOException if it cannot be made
     */
    public static void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        if (share(folder)) {
            Files.setAttribute(folder, "unix:mode", INHERITING);
        }
    }

    /**
     * Makes a folder for its owner alone, or makes it one.
     *
     * @param folder where
     * @throws IOException if it cannot be made
     */
    public static void privateFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            tighten(folder, PRIVATE_FOLDER);
        } else {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
        }
    }

    /**
     * Opens a new file for writing; one of the same name, or a link, goes first.
     *
     * @param file where
     * @param rights {@link #SHARED} or {@link #PRIVATE}
     * @return the open file, empty
     * @throws IOException if it cannot be made
     */
    public static FileChannel create(Path file, Set<PosixFilePermission> rights) throws IOException {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file);
        }
        return FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), of(rights));
    }

    /**
     * Opens a file at its end; makes it, {@link #SHARED}, where there is none.
     *
     * @param file where; not a symbolic link
     * @return the open file
     * @throws IOException if it cannot be opened
     */
    public static FileChannel append(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS), of(SHARED));
    }

    /**
     * Takes away rights that a file of an earlier version has.
     *
     * @param file which; may be missing
     * @param most the rights that it may keep
     * @throws IOException if they cannot be changed
     */
    public static void tighten(Path file, Set<PosixFilePermission> most) throws IOException {
        try {
            Set<PosixFilePermission> has = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (!Files.isSymbolicLink(file) && !most.containsAll(has)) {
                has.retainAll(most);
                Files.setPosixFilePermissions(file, has);
            }
        } catch (NoSuchFileException e) {
            // There is none yet.
        }
    }

    /**
     * Gives a file or folder to the group, where there is one and this process may.
     *
     * @param file which
     * @return whether it belongs to the group now
     * @throws IOException if the group cannot be looked up
     */
    public static boolean share(Path file) throws IOException {
        Optional<GroupPrincipal> group = group(file);
        if (group.isEmpty()) {
            return false;
        }
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view.readAttributes().group().equals(group.get())) {
            return true;
        }
        try {
            view.setGroup(group.get());
            return true;
        } catch (IOException e) {
            return false; // an ordinary user who is no member
        }
    }

    private static Optional<GroupPrincipal> group(Path file) throws IOException {
        try {
            return Optional.of(file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(GROUP));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Forces a folder to the disk: a rename is safe only then (ext4 and XFS delay it otherwise).
     *
     * @param folder which
     * @throws IOException if that fails
     */
    public static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Writes all of it.
     *
     * @param channel an open file
     * @param content what to write
     * @throws IOException if that fails; part of it may then be there
     */
    public static void write(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> of(Set<PosixFilePermission> rights) {
        return PosixFilePermissions.asFileAttribute(rights);
    }
}
