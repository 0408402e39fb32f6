package io.arapaima.check.uptimeload;

import io.arapaima.check.RealServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A real sshd of our own on loopback that lets in whoever runs the test, with one key. */
final class SecureShellDaemon implements AutoCloseable {
    private final Path directory;
    private final RealServer server;
    private final int port = RealServer.freePort();

    SecureShellDaemon(Path directory) throws IOException, InterruptedException {
        Path program = RealServer.program("/usr/sbin/sshd", "openssh-server");
        RealServer.program("/usr/bin/ssh", "openssh-client");
        this.directory = directory;
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(Path.of("/run/sshd"));
        for (String key : new String[]{"host", "user"}) {
            run("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", directory.resolve(key).toString());
        }
        Path conf = Files.writeString(directory.resolve("sshd_config"), """
                Port %2$d
                ListenAddress 127.0.0.1
                HostKey %1$s/host
                AuthorizedKeysFile %1$s/user.pub
                PidFile %1$s/pid
                StrictModes no
                UsePAM no
                PermitRootLogin yes
                PasswordAuthentication no
                """.formatted(directory, port));
        server = RealServer.start(directory, program.toString(), "-D", "-e", "-f", conf.toString());
        server.awaitPort(port);
    }

    /** What an operator would write as rsh_command. */
    String client(String key) {
        return "/usr/bin/ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=no -o LogLevel=ERROR"
                + " -o UserKnownHostsFile=" + directory + "/known -o IdentitiesOnly=yes -i '" + directory + "/" + key
                + "' -p " + port;
    }

    private static void run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(words[0] + " failed: " + output);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
