package io.arapaima.manager;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers of a test. */
final class FreePort {
    private FreePort() {}

    /**
     * {@return one that is free at 127.0.0.1, below those that the kernel gives to whoever asks for any, so that nobody gets
     * it before the server has it}
     */
    static int any() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_768);
            try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                return port;
            } catch (BindException _) {
                // somebody uses it
            }
        }
    }
}
