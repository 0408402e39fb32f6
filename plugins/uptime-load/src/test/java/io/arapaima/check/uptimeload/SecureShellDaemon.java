package io.arapaima.check.uptimeload;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** A real sshd of our own on loopback that lets in whoever runs the test, with one key. */
final class SecureShellDaemon implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path directory;
    private final Process process;
    private final int port;

    SecureShellDaemon(Path directory) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM) || !Files.isExecutable(Path.of("/usr/bin/ssh"))) {
            throw new IllegalStateException(
                    "sshd or ssh is missing; install the packages openssh-server and openssh-client");
        }
        this.directory = directory;
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(Path.of("/run/sshd"));
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
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
        process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", conf.toString()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile()).start();
        for (int i = 0; i < 500 && process.isAlive(); i++) {
            if (Files.readString(directory.resolve("output")).contains("Server listening")) {
                return;
            }
            Thread.sleep(20);
        }
        process.destroyForcibly();
        throw new IOException("sshd did not start: " + Files.readString(directory.resolve("output")));
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
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
