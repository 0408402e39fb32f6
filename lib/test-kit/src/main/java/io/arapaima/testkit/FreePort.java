package io.arapaima.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers of a test. */
public final class FreePort {
    private static final int FIRST = 12_000;
    /** The kernel gives those from here to whoever asks for any. */
    private static final int KERNELS = 32_768;

    private FreePort() {}

    /**
     * {@return one that is free at 127.0.0.1, below those that the kernel gives to whoever asks for any, so that nobody gets
     * it before the server has it}
     *
     * @throws IOException when none can be tried
     */
    public static int any() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, KERNELS);
            try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                return port;
            } catch (BindException _) {
                // somebody uses it
            }
        }
    }

    /**
     * One port of several addresses, by TCP and UDP, as two directors have it.
     *
     * @param addresses literals, loopback
     * @return a port below those that the kernel gives to whoever asks for any, so that nobody gets it before all have it
     * @throws IOException when none can be tried
     */
    public static int ofAll(String... addresses) throws IOException {
        int port = ThreadLocalRandom.current().nextInt(FIRST, KERNELS);
        while (!isFree(port, addresses)) {
            port = port + 1 < KERNELS ? port + 1 : FIRST;
        }
        return port;
    }

    private static boolean isFree(int port, String... addresses) throws IOException {
        for (String address : addresses) {
            if (!isFree(port, InetAddress.ofLiteral(address))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(int port, InetAddress at) throws IOException {
        try (var _ = new ServerSocket(port, 1, at); var _ = new DatagramSocket(port, at)) {
            return true;
        } catch (BindException _) {
            return false;
        }
    }
}
