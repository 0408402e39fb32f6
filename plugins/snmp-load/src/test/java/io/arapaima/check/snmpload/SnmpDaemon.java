package io.arapaima.check.snmpload;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real agent of our own on loopback, with communities and users of several kinds. The processors' load is made up:
 * snmpd measures it for a minute before it tells any.
 */
final class SnmpDaemon implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/snmpd");

    final int port = freePort();
    private final Process process;

    SnmpDaemon(Path directory) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException(PROGRAM + " is missing; install the package snmpd");
        }
        Path conf = Files.writeString(directory.resolve("own.conf"), """
                view system included .1.3.6.1.2.1.1
                rocommunity everything default
                rocommunity6 everything default
                rocommunity narrow default -V system
                createUser strong SHA-256 "auth-secret" AES "priv-secret"
                createUser old SHA "auth-secret" AES "priv-secret"
                createUser signing SHA-512 "auth-secret"
                rouser strong priv
                rouser old priv
                rouser signing auth
                override .1.3.6.1.2.1.25.3.3.1.2.196608 integer 50
                override .1.3.6.1.2.1.25.3.3.1.2.196609 integer 75
                """);
        Path log = directory.resolve("log");
        var builder = new ProcessBuilder(PROGRAM.toString(), "-f", "-Lf", log.toString(), "-C", "-c", conf.toString(),
                "-p", directory.resolve("pid").toString(), "-I", "-smux", "udp:127.0.0.1:" + port,
                "udp6:[::1]:" + port);
        builder.environment().put("SNMP_PERSISTENT_DIR", directory.toString());
        builder.environment().put("SNMPCONFPATH", directory.toString());
        process = builder.redirectErrorStream(true).redirectOutput(directory.resolve("output").toFile()).start();
        for (int i = 0; i < 500 && process.isAlive(); i++) {
            if (Files.exists(log) && Files.readString(log).contains("NET-SNMP version")) {
                return;
            }
            Thread.sleep(20);
        }
        process.destroyForcibly();
        throw new IOException("snmpd did not start: " + Files.readString(directory.resolve("output"))
                + (Files.exists(log) ? Files.readString(log) : ""));
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket()) {
            return socket.getLocalPort();
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
