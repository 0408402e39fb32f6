package io.arapaima.check.tls;

import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** OpenSSL's server, with a certificate of its own. */
final class OpensslServer implements AutoCloseable {
    final int port = RealServer.freePort();
    final SelfSigned certificate;
    private final RealServer server;

    OpensslServer(Path folder, String... more) throws Exception {
        certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        List<String> command = new ArrayList<>(List.of(RealServer.program("/usr/bin/openssl", "openssl").toString(),
                "s_server", "-accept", "127.0.0.1:" + port, "-cert", certificate.certificate().toString(), "-key",
                certificate.key().toString(), "-quiet", "-www"));
        command.addAll(List.of(more));
        server = RealServer.start(folder, command.toArray(String[]::new));
        server.awaitPort(port);
    }

    @Override
    public void close() {
        server.close();
    }
}
