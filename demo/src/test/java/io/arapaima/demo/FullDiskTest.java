package io.arapaima.demo;

import static io.arapaima.demo.LoneDirector.trouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.check.connect.ConnectCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A director whose state lies on a file system of its own (tmpfs), which is full when its check engine is killed. */
class FullDiskTest {
    private static final String MOUNT = "mount -t tmpfs -o size=1m tmpfs $1 && shift && exec \"$@\"";

    @TempDir
    private Path folder;

    /** The plugin as it is built, or made of its classes where nothing has been packaged yet. */
    private static void connectPlugin(Path plugins) throws Exception {
        Path built = Path.of(ConnectCheck.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path jar = plugins.resolve("check-connect.jar");
        if (Files.isRegularFile(built)) {
            Files.copy(built, jar);
            return;
        }
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Plugin-Id", "check-connect");
        manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest); var all = Files.walk(built)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(built.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    /** Root in a container may not. */
    private boolean mounts() throws Exception {
        return new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", folder.toString()).start()
                .waitFor() == 0;
    }

    /** Takes what room there is. */
    private static void fill(Path file) {
        byte[] block = new byte[1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @Test
    void anEngineThatDiesWhileTheDiskIsFullComesBackAndTheTableFollowsItsVerdicts() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")) && mounts(), "only root may mount a file system");
        Files.createDirectories(folder.resolve("plugins"));
        connectPlugin(folder.resolve("plugins"));
        var server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        try (LoneDirector director = new LoneDirector(folder)) {
            director.start(server.getLocalPort(), "unshare", "--mount", "sh", "-c", MOUNT, "sh",
                    director.state().toString());
            director.await(s -> is(s, "up"));
            String hub = director.pid("hub");
            Path disk = Path.of("/proc/" + hub + "/root" + director.state());
            assertThat(Files.exists(disk.resolve("state.json"))).isTrue();
            fill(disk.resolve("filler"));

            String nanny = director.pid("nanny");
            director.signal("KILL", nanny);
            director.awaitAnother("nanny", nanny);
            server.close();
            director.await(s -> is(s, "down"));
            director.await(trouble("state folder"));
            assertThat(director.pid("hub")).as("nobody else ended").isEqualTo(hub);

            Files.delete(disk.resolve("filler"));
            director.await(s -> s.troubles().stream().noneMatch(t -> t.contains("state folder")));
        }
    }

    private static boolean is(io.arapaima.ipc.DirectorSnapshot s, String state) {
        return s.services().getFirst().servers().getFirst().state().equals(state);
    }
}
