package io.arapaima.nanny.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The folders of client monitors. Each program has one of its own, with a link to what it shall take for ipvsadm and the pipe of its calls.
 *
 * @param folder made when the first program is started, removed at the end; nobody else's
 * @param ipvsadm what stands in for it, installed where programs may be run from, which /run may not be
 */
public record MonitorFolders(Path folder, Optional<Path> ipvsadm) {
    private static final int MAKING_SECONDS = 10;

    /** Beside the hub's socket: a folder in memory, mostly; what the launcher knows of the rest. */
    public static MonitorFolders beside(Path socket) {
        return new MonitorFolders(socket.toAbsolutePath().resolveSibling("client-monitors"),
                Optional.ofNullable(System.getProperty("arapaima.ipvsadm")).map(Path::of));
    }

    /** Makes the folder of one program, with its link and its pipe. */
    Path make() throws IOException, InterruptedException {
        Path target = ipvsadm.filter(Files::isExecutable).orElseThrow(() -> new IOException(
                "is not started, because this nanny does not know what to name behind -I; start the daemons with the launcher, "
                        + "arapaima"));
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path own = Files.createTempDirectory(folder, "");
        Files.createSymbolicLink(own.resolve("ipvsadm"), target);
        Process making = new ProcessBuilder("mkfifo", "-m", "600", calls(own).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        if (!making.waitFor(MAKING_SECONDS, TimeUnit.SECONDS) || making.exitValue() != 0) {
            making.destroyForcibly();
            throw new IOException("is not started, because mkfifo made no pipe in " + own);
        }
        return own;
    }

    static Path calls(Path own) {
        return own.resolve("calls");
    }

    /** Leaves nothing behind, also of a nanny that was killed. */
    void clear() {
        delete(folder);
    }

    /** Removes a folder with all that is in it; what is linked stays. */
    static void delete(Path what) {
        if (!Files.isDirectory(what, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(what)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("nanny").log(System.Logger.Level.WARNING, "{0} stays: {1}", what, e.toString());
        }
    }
}
