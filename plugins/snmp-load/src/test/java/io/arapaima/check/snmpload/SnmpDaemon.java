package io.arapaima.check.snmpload;

import io.arapaima.check.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real agent of our own on loopback, with communities and users of several kinds. The processors' load is made up:
 * snmpd measures it for a minute before it tells any.
 */
final class SnmpDaemon implements AutoCloseable {
    final int port = RealServer.freePort();
    private final RealServer server;

    SnmpDaemon(Path directory) throws IOException, InterruptedException {
        Path program = RealServer.program("/usr/sbin/snmpd", "snmpd");
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
        server = RealServer.start(directory, "/usr/bin/env", "SNMP_PERSISTENT_DIR=" + directory,
                "SNMPCONFPATH=" + directory, program.toString(), "-f", "-Lf", log.toString(), "-C", "-c",
                conf.toString(), "-p", directory.resolve("pid").toString(), "-I", "-smux", "udp:127.0.0.1:" + port,
                "udp6:[::1]:" + port);
        // What it says once its sockets are open.
        server.await(() -> Files.exists(log) && Files.readString(log).contains("NET-SNMP version"));
    }

    @Override
    public void close() {
        server.close();
    }
}
